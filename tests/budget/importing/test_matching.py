"""What a row points at, what of a file is the programme's, and how a correction finds what it corrects."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from budget.importing.outcome import Skip
from budget.models import Payment
from oleksandria_intl.tables.outcome import ImportRefused
from programs.models import Edition
from tests import factories, spending
from tests.payment_files import OWN, Row, counts, csv_of, reasons, take


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _payer(edition: Edition) -> None:
    """The spending unit, the codes and the source that the files name."""
    spending.unit()
    spending.codes()
    spending.source()


def test_a_commitment_brings_its_measure_and_its_source() -> None:
    promise = spending.promise("1.2", 5_000, number="12", source_code="sponsors")
    take(csv_of({"Зобов’язання": "12"}, like=OWN))
    payment = Payment.objects.get()
    assert (payment.commitment, payment.measure, payment.source) == (promise, promise.measure, promise.source)


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ({"Захід": "9.9"}, "Захід", "9.9", "no measure with this code"),
        ({"Зобов’язання": "77"}, "Зобов’язання", "77", "no commitment with this number"),
        ({"Зобов’язання": "12", "Захід": "1.1"}, "Зобов’язання", "12", "belongs to another measure"),
        ({"Зобов’язання": "same"}, "Зобов’язання", "same", "Several commitments"),
        ({"Джерело": "Місяць"}, "Джерело", "Місяць", "no such source"),
        ({"КЕКВ": "2250"}, "КЕКВ", "2250", "not in the table"),
        ({"КПКВКМБ": "0210190"}, "КПКВКМБ", "0210190", "not in the table"),
        (
            {"Захід": "1.1", "Платник, ЄДРПОУ": "11111111"},
            "Платник, ЄДРПОУ",
            "11111111",
            "not among the spending units",
        ),
        ({"Виправляє запис": "nobody"}, "Виправляє запис", "nobody", "no such record"),
        ({"Сума, грн": "-5"}, "Сума, грн", "-5", "must say why"),
    ],
)
def test_a_refusal_names_row_column_value_and_reason(row: Row, column: str, value: str, reason: str) -> None:
    spending.promise("1.2", 5_000, number="12")
    spending.promise("1.1", 5_000, number="same")
    spending.promise("1.1", 5_000, number="same")
    outcome = take(csv_of({"Код запису": "first"}, {"Код запису": "second"} | row, like=OWN))
    (refusal,) = outcome.refusals
    assert (refusal.row, refusal.column) == (3, column)
    assert refusal.value.startswith(value)
    assert reason in refusal.reason
    assert not Payment.objects.exists()


def test_a_record_that_stands_twice_in_the_file_is_refused_the_second_time() -> None:
    assert reasons(take(csv_of({}, {"amount": "5"}))) == ["The same record stands in row 2 of the file already."]


@pytest.mark.parametrize("first", [True, False])
def test_a_return_finds_its_payment_before_or_after_it(first: bool) -> None:
    spending.promise("1.2", 5_000, number="12", source_code="sponsors")
    paid: Row = {"Код запису": "paid", "Зобов’язання": "12"}
    back: Row = {"Код запису": "back", "Сума, грн": "-34,50", "Виправляє запис": "paid"}
    content = csv_of(*((paid, back) if first else (back, paid)), like=OWN | {"Сума, грн": "1234,50"})
    assert counts(take(content)) == (2, 0, 0, 0, 0)
    original, correction = Payment.objects.get(record_key="paid"), Payment.objects.get(record_key="back")
    assert correction.corrects == original
    assert (correction.measure, correction.commitment, correction.source) == (
        original.measure,
        original.commitment,
        original.source,
    )
    assert counts(take(content)) == (0, 0, 2, 0, 0)


def test_a_return_may_name_the_id_that_e_data_gave_the_payment() -> None:
    take(csv_of({"id": "555"}))
    take(csv_of({"Код запису": "back", "Сума, грн": "-1", "Виправляє запис": "555"}, like=OWN))
    assert Payment.objects.get(record_key="back").corrects.record_key == "edata-555"


def test_a_correction_of_a_correction_is_refused() -> None:
    spending.pay("1.1", 10, record_key="paid")
    spending.pay("1.1", -5, record_key="back", corrects=Payment.objects.get())
    outcome = take(csv_of({"Сума, грн": "-1", "Виправляє запис": "back"}, like=OWN))
    assert reasons(outcome) == ["Only a payment can be corrected, not a correction."]


def test_only_the_programme_s_payments_enter() -> None:
    spending.grant("1.1", 1_000)
    spending.codes("0210190", "2250")
    rows: list[Row] = [
        {"payer_edrpou": "11111111"},
        {"kpk": "0210190"},
        {"trans_date": "2019-03-16"},
        {"kekv": "2250"},
        {},
    ]
    outcome = take(csv_of(*({"id": number} | row for number, row in enumerate(rows))))
    assert {reason: tally.count for reason, tally in outcome.skipped.items()} == {
        Skip.PAYER: 1,
        Skip.PROGRAM_CODE: 1,
        Skip.YEAR: 1,
    }
    assert outcome.created.count == 2, "no economic code was asked for"
    asked = take(csv_of(*({"id": number + 10} | row for number, row in enumerate(rows))), economic_codes=["2250"])
    assert asked.skipped[Skip.ECONOMIC_CODE].count == 2
    assert asked.created.count == 1


def test_a_row_that_names_its_measure_is_let_in_whatever_its_code_and_year() -> None:
    spending.grant("1.1", 1_000)
    spending.codes("0210190")
    row = {"КПКВКМБ": "0210190", "Дата": "16.03.2019", "Захід": "1.1"}
    assert counts(take(csv_of(row, like=OWN))) == (1, 0, 0, 0, 0)
    asked = take(csv_of(row | {"Код запису": "2"}, like=OWN), program_codes=[spending.KPK])
    assert list(asked.skipped) == [Skip.PROGRAM_CODE]


def test_a_filter_that_names_an_unknown_code_is_refused() -> None:
    with pytest.raises(ImportRefused, match="0999999"):
        take(csv_of({}), program_codes=["0999999"])


def test_a_payment_of_another_programme_is_left_alone() -> None:
    other = factories.edition("2021", years=(2020, 2021)).program
    take(csv_of({}, like=OWN | {"Захід": "1.1"}), program=other)
    outcome = take(csv_of({}, like=OWN | {"Захід": "1.2"}), program=spending.program_of("2020"))
    assert list(outcome.skipped) == [Skip.ELSEWHERE]
    assert Payment.objects.get().measure.program == other


@pytest.mark.parametrize(
    ("code", "name", "is_person"),
    [
        ("1234567890", "Іваненко Іван Іванович", True),
        ("1234567890", "ФОП Іваненко І. І.", False),
        ("1234567890", "Фізична особа-підприємець Іваненко", False),
        ("1234567890", "ФІЗИЧНА ОСОБА - ПІДПРИЄМЕЦЬ ІВАНЕНКО", False),
        ("АА123456", "Іваненко Іван", True),
        ("87654321", "ТОВ «Переклад»", False),
    ],
)
def test_a_natural_person_is_told_by_the_code(code: str, name: str, is_person: bool) -> None:
    take(csv_of({"recipt_edrpou": code, "recipt_name": name}))
    assert Payment.objects.get().payee_is_person is is_person
