"""Payments come in from a file: all of it or nothing, and the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from budget.models import ImportBatch, Payment
from oleksandria_intl.tables.cells import UnreadableFile
from programs.models import Edition
from tests import spending
from tests.payment_files import E_DATA, OWN, Row, counts, csv_of, take


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


def test_a_payment_comes_in_with_all_that_the_file_says(accountant: User) -> None:
    outcome = take(csv_of({}), accountant)
    payment = Payment.objects.get()
    assert (payment.record_key, payment.paid_on, payment.amount) == ("edata-1", date(2020, 3, 16), Decimal("1234.50"))
    assert (payment.payee_name, payment.payee_code, payment.document) == ("ТОВ «Переклад»", spending.PAYEE, "17")
    assert (payment.program_code_id, payment.economic_code_id) == (spending.KPK, spending.KEKV)
    assert (payment.payer, payment.version, payment.is_waiting) == (spending.unit(), 1, True)
    assert "послуги перекладу" in payment.search_text
    assert payment.history.count() == 0, "the batch records the creation"
    assert payment.batch is not None
    assert payment.batch.imported_by == accountant
    assert (outcome.created.total, outcome.waiting.count, outcome.total) == (Decimal("1234.50"), 1, Decimal("1234.50"))


def test_the_record_of_the_import_tells_what_became_of_the_file() -> None:
    take(csv_of({}, {"id": "2", "payer_edrpou": "11111111"}, {"id": "3"}), economic_codes=[spending.KEKV])
    batch = ImportBatch.objects.get()
    assert (batch.created, batch.skipped, batch.waiting, batch.refused) == (2, 1, 2, 0)
    assert (batch.total, batch.filters) == (Decimal("3703.50"), {"economic_codes": [spending.KEKV]})
    assert "E-data" in batch.dialect
    assert len(batch.sha256) == 64
    assert batch.imported_at


@pytest.mark.parametrize("like", [E_DATA, E_DATA | {"id": ""}, OWN, OWN | {"Код запису": ""}])
def test_the_same_file_twice_changes_nothing(like: Row) -> None:
    head = next(iter(like))
    named = bool(like[head])
    document = "doc_number" if head == "id" else "Документ"
    others: list[Row] = [{head: number if named else "", document: f"17/{number}"} for number in "23"]
    content = csv_of({}, *others, like=like)
    assert counts(take(content)) == (3, 0, 0, 0, 0)
    before = list(Payment.objects.order_by("pk").values())
    assert counts(take(content)) == (0, 0, 3, 0, 0)
    assert list(Payment.objects.order_by("pk").values()) == before
    assert len({row["record_key"] for row in before}) == 3


def test_a_changed_row_changes_its_payment_and_leaves_a_trace(accountant: User) -> None:
    take(csv_of({}, {"id": "2"}))
    outcome = take(csv_of({"amount": "1234.51", "trans_date": "2020-03-17"}, {"id": "2"}), accountant)
    payment = Payment.objects.get(record_key="edata-1")
    assert counts(outcome) == (0, 1, 1, 0, 0)
    assert (payment.amount, payment.version) == (Decimal("1234.51"), 2)
    assert [tuple(change) for line in outcome.lines for change in line.changes] == [
        ("paid on", "16.03.2020", "17.03.2020"),
        ("amount, UAH", "1\u00a0234,50\u00a0грн", "1\u00a0234,51\u00a0грн"),
    ]
    record = payment.history.get()
    assert (record.history_user, record.history_change_reason, record.version) == (accountant, "payments.csv", 2)


def test_what_somebody_assigned_and_completed_stays_when_the_file_does_not_say_it() -> None:
    take(csv_of({}, like=OWN))
    Payment.objects.update(measure=spending.measure_of("1.2"), contract="12/20")
    assert counts(take(csv_of({"Документ": "18"}, like=OWN))) == (0, 1, 0, 0, 0)
    payment = Payment.objects.get()
    assert (payment.measure.code, payment.contract, payment.document) == ("1.2", "12/20", "18")


def test_a_file_that_names_another_measure_moves_the_payment_away_from_its_promise() -> None:
    promise = spending.promise("1.2", 5_000)
    take(csv_of({}, like=OWN))
    Payment.objects.update(measure=promise.measure, commitment=promise)
    take(csv_of({"Захід": "1.1"}, like=OWN))
    payment = Payment.objects.get()
    assert (payment.measure.code, payment.commitment) == ("1.1", None)


def test_a_payment_that_was_set_apart_comes_back_when_the_file_names_its_measure() -> None:
    take(csv_of({}, like=OWN))
    Payment.objects.update(is_outside=True)
    assert counts(take(csv_of({}, like=OWN))) == (0, 0, 1, 0, 0)
    take(csv_of({"Захід": "1.1"}, like=OWN))
    assert (Payment.objects.get().measure.code, Payment.objects.get().is_outside) == ("1.1", False)


def test_a_single_refused_row_keeps_the_whole_file_out() -> None:
    outcome = take(csv_of({}, {"id": "2", "kekv": "2250"}))
    assert counts(outcome)[::4] == (1, 1)
    assert not outcome.is_written
    assert not Payment.objects.exists()
    assert not ImportBatch.objects.exists()


def test_the_rows_that_can_enter_do_so_if_that_is_wanted() -> None:
    outcome = take(csv_of({}, {"id": "2", "kekv": "2250"}, {"id": "3", "trans_date": "31.02.2020"}), is_whole=False)
    assert outcome.is_written
    assert [payment.record_key for payment in Payment.objects.all()] == ["edata-1"]
    assert (ImportBatch.objects.get().refused, [refusal.row for refusal in outcome.refusals]) == (2, [3, 4])


def test_the_total_of_the_file_must_be_the_sum_of_its_rows() -> None:
    outcome = take(csv_of({}, last="Всього;;1234.51;;;;;;;;"))
    assert not outcome.is_accepted
    assert not Payment.objects.exists()
    told = outcome.problem.replace("\u00a0", " ")
    assert "1 234,51 грн" in told
    assert "1 234,50 грн" in told
    assert "difference is -0,01 грн" in told


def test_a_total_that_somebody_names_must_be_the_sum_too() -> None:
    assert "0,50" in take(csv_of({}), total=Decimal(1234)).problem
    assert not Payment.objects.exists()
    assert take(csv_of({}), total=Decimal("1234.5")).is_written


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    take(csv_of({}))
    before = list(Payment.objects.values())
    content = csv_of({"amount": "7"}, {"id": "2"})
    dry = take(content, is_dry=True)
    assert list(Payment.objects.values()) == before
    assert ImportBatch.objects.count() == 1
    assert not Payment.history.exists()
    wet = take(content)
    assert counts(dry) == counts(wet) == (1, 1, 0, 0, 0)
    assert dry.lines == wet.lines
    assert dry.is_accepted
    assert not dry.is_written


def test_a_file_that_breaks_off_leaves_nothing() -> None:
    good = [{"id": number} for number in range(1200)]
    with pytest.raises(UnreadableFile):
        take(csv_of(*good, last='1300;2020-03-16;"5'))
    assert not Payment.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_file_without_payments_is_refused() -> None:
    assert take(csv_of()).problem == "The file holds no payments."
    assert not ImportBatch.objects.exists()


def test_the_number_of_queries_grows_with_chunks_and_not_with_rows(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    take(csv_of({"id": "x"}))
    content = csv_of(*({"id": number} for number in range(900)))
    with django_assert_max_num_queries(70):
        take(content)
    with django_assert_max_num_queries(35):
        take(content)
