"""A payment comes in once, whatever table it stands in and whatever was corrected in it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.importing.outcome import Outcome
from budget.importing.words import Likeness, Word, Words
from budget.models import Payment
from programs.models import Edition
from tests import spending
from tests.payment_files import E_DATA, OWN, Row, counts, csv_of, reasons, take

YEAR = 160
"""Payments of the year."""
PLAIN = OWN | {"Код запису": ""}
"""A row of a table without ids."""
E_HEADS = "id;doc_vob_name;doc_number;trans_date;amount;payer_edrpou;recipt_edrpou;recipt_name;payment_details;kekv;kpk"


@pytest.fixture(autouse=True)
def _payer(edition: Edition, in_english: None) -> None:
    """The spending unit, the codes and the source that the files name."""
    spending.unit()
    spending.codes()
    spending.source()


def test_a_row_without_an_id_is_the_payment_of_the_record_and_the_other_way_round() -> None:
    take(csv_of({}))
    assert counts(take(csv_of({}, like=PLAIN))) == (0, 0, 1, 0, 0)
    take(csv_of({"Документ": "18", "Дата": "20.03.2020"}, like=PLAIN))
    assert counts(take(csv_of({"id": "2", "doc_number": "18", "trans_date": "2020-03-20"}))) == (0, 0, 1, 0, 0)
    assert Payment.objects.count() == 2


def test_zeros_that_a_spreadsheet_cuts_change_nothing() -> None:
    like = E_DATA | {"contractNumber": "007"}
    take(csv_of({"doc_number": "0012", "recipt_edrpou": "0123456789"}, like=like))
    cut = {"doc_number": "12", "recipt_edrpou": "123456789", "contractNumber": "7"}
    assert counts(take(csv_of(cut, like=like))) == (0, 0, 1, 0, 0)
    assert Payment.objects.get().document == "0012"


@pytest.mark.parametrize(
    ("row", "likeness"),
    [
        ({"Сума, грн": "1243,50"}, Likeness.SUM),
        ({"Дата": "17.03.2020"}, Likeness.DAY),
        ({"Документ": "0017"}, Likeness.ZEROS),
        ({"Документ": "18"}, Likeness.DOCUMENT),
        ({"Документ": "18", "Сума, грн": "5"}, Likeness.PAYEE),
        ({"Код запису": "2"}, Likeness.RECORD_ID),
    ],
)
def test_a_row_that_looks_like_a_payment_waits_for_a_word(row: Row, likeness: Likeness, accountant: User) -> None:
    paid = Payment.objects.get(pk=take_one().pk)
    content = csv_of({"Документ": "17"} | row, like=PLAIN)
    dry = take(content, is_dry=True)
    (alike,) = dry.alike
    assert (alike.row, alike.likeness, alike.payments[0].record_key) == (2, likeness, paid.record_key)
    assert counts(dry) == (0, 0, 0, 0, 0)
    assert (dry.similar.count, dry.row_count, dry.is_accepted) == (1, 1, False)
    assert not take(content).is_written
    assert counts(take(content, words=Words(Word.SAME))) == (0, 0, 1, 0, 0)
    assert Payment.objects.get().version == paid.version
    assert counts(take(content, accountant, words=Words(Word.CORRECTION)))[0] == 0
    corrected = Payment.objects.get()
    if likeness in (Likeness.SUM, Likeness.DAY, Likeness.RECORD_ID):
        assert corrected.history.get().history_user == accountant
        assert counts(take(content)) == (0, 0, 1, 0, 0), "the correction is known again"


def take_one() -> Payment:
    """Bring in the usual payment of E-data, and return it."""
    take(csv_of({}))
    return Payment.objects.get()


def test_a_new_payment_that_looks_like_another_enters_by_its_word_and_is_known_again() -> None:
    take_one()
    content = csv_of({"Сума, грн": "5"}, like=PLAIN)
    assert counts(take(content, words=Words(Word.NEW))) == (1, 0, 0, 0, 0)
    assert counts(take(content)) == (0, 0, 1, 0, 0)


def test_a_word_of_a_row_is_of_the_payment_that_it_names() -> None:
    paid = take_one()
    content = csv_of({"Сума, грн": "5"}, like=PLAIN)
    stale = take(content, words=Words(of_rows={2: (Word.CORRECTION, paid.pk + 1)}))
    assert (stale.similar.count, stale.is_written) == (1, False)
    of_kind = Words(of_kinds={Likeness.SUM: Word.NEW}, of_rows={2: (Word.CORRECTION, paid.pk)})
    assert counts(take(content, words=of_kind)) == (0, 1, 0, 0, 0)
    assert Payment.objects.get().amount == 5


def test_two_rows_cannot_be_one_payment() -> None:
    take_one()
    rows: list[Row] = [{"Сума, грн": "5"}, {"Сума, грн": "6"}]
    outcome = take(csv_of(*rows, like=PLAIN), words=Words(Word.CORRECTION), is_whole=False)
    assert (counts(outcome), outcome.similar.count) == ((0, 1, 0, 0, 0), 1)


def test_the_payments_that_other_rows_are_resemble_nothing() -> None:
    take_one()
    assert counts(take(csv_of({"Документ": "18", "Сума, грн": "5"}, {}, like=PLAIN))) == (1, 0, 1, 0, 0)


def test_a_payment_is_met_by_one_row_of_a_document_that_two_codes_share() -> None:
    take_one()
    spending.codes(economic_code="2250")
    assert counts(take(csv_of({}, {"КЕКВ": "2250"}, like=PLAIN))) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("paid_on", "row", "is_alike"),
    [
        (date(2019, 3, 16), "16.03.2020", False),
        (date(2019, 12, 28), "05.01.2020", True),
        (date(2020, 1, 5), "28.12.2020", True),
    ],
)
def test_a_document_of_one_number_and_sum_is_another_one_in_another_year(
    paid_on: date, row: str, is_alike: bool
) -> None:
    spending.pay("1.1", "1234.50", on=paid_on)
    outcome = take(csv_of({"Дата": row}, like=PLAIN), is_dry=True)
    assert (outcome.similar.count, outcome.created.count) == ((1, 0) if is_alike else (0, 1))


@pytest.mark.parametrize("like", [E_DATA, PLAIN])
def test_a_row_that_stands_in_the_file_twice_waits_for_a_word(like: Row) -> None:
    named = "doc_number" if like is E_DATA else "Документ"
    content = csv_of({named: "012"}, {named: "12"} | ({"id": "2"} if like is E_DATA else {}), like=like)
    dry = take(content, is_dry=True)
    assert [(each.row, each.twin, each.likeness) for each in dry.alike] == [(3, 2, Likeness.TWICE)]
    assert counts(take(content, words=Words(Word.SAME))) == (1, 0, 1, 0, 0)
    again = take(content, words=Words(Word.NEW))
    assert (counts(again), counts(take(content))) == ((1, 0, 1, 0, 0), (0, 0, 2, 0, 0))


def test_the_rest_may_enter_while_a_row_waits() -> None:
    take_one()
    outcome = take(
        csv_of({"Сума, грн": "5"}, {"Одержувач": "Інший", "Одержувач, ЄДРПОУ": ""}, like=PLAIN), is_whole=False
    )
    assert (counts(outcome), outcome.similar.count, outcome.is_written) == ((1, 0, 0, 0, 0), 1, True)


@pytest.mark.parametrize(
    "says",
    [
        {"payment_details": "Повернення коштів за послуги перекладу"},
        {"payment_details": '"*;2240;повернення коштів"'},
        {"payment_details": "Послуги перекладу (скасовано)"},
        {"payment_details": "Сторно"},
        {"Статус": "Анульовано"},
        {"doc_vob_name": "Скасовано"},
    ],
)
def test_a_payment_that_is_taken_back_is_no_spending(says: Row) -> None:
    like = E_DATA | {"Статус": "", "doc_vob_name": "Платіжне доручення"}
    paid = take_one()
    content = csv_of(says | {"doc_number": "17"}, like=like)
    assert counts(take(content)) == (1, 0, 0, 0, 0)
    back = Payment.objects.get(amount__lt=0)
    assert (back.corrects, back.amount, back.source) == (paid, -paid.amount, paid.source)
    assert counts(take(content)) == (0, 0, 1, 0, 0)


def test_what_takes_back_an_unknown_payment_is_refused_in_a_sentence() -> None:
    (reason,) = reasons(take(csv_of({"payment_details": "Повернення коштів"})))
    assert "which one cannot be told" in reason
    outside = spending.rule(None, purpose_words="повернення")
    assert counts(take(csv_of({"payment_details": "Повернення коштів"}))) == (0, 0, 0, 1, 0), "none of the programme's"
    outside.delete()
    take(csv_of({}, {"id": "2", "trans_date": "2020-03-20"}))
    alike = {"id": "3", "trans_date": "2020-04-01", "payment_details": "Повернення коштів"}
    assert not take(csv_of(alike)).is_written, "two could be meant"
    assert counts(take(csv_of(alike | {"payment_details": "Повернення за п/д № 17 від 16.03.2020"}))) == (1, 0, 0, 0, 0)
    assert Payment.objects.get(amount__lt=0).corrects.record_key == "edata-1"
    assert not take(csv_of(alike | {"id": "4", "doc_number": "17"})).is_written, "it is taken back already"


def test_a_return_that_the_payee_made_takes_the_payment_back() -> None:
    paid = take_one()
    turned = {
        "id": "9",
        "payer_edrpou": spending.PAYEE,
        "recipt_edrpou": spending.PAYER,
        "recipt_name": "Управління економіки",
        "amount": "34,50",
        "doc_number": "3",
        "payment_details": "Повернення зайвих коштів за док. № 17",
    }
    assert counts(take(csv_of(turned))) == (1, 0, 0, 0, 0)
    back = Payment.objects.get(amount__lt=0)
    assert (back.corrects, back.amount, back.payee_code) == (paid, Decimal("-34.50"), spending.PAYEE)


# A payer's year, and the same year with corrections


def year(chance: random.Random) -> list[dict[str, Any]]:
    """Return payments of random days, payees and kopiykas; every eighth payee is paid twice on a day."""
    rows: list[dict[str, Any]] = []
    for number in range(1, YEAR + 1):
        day = date(2020, 1, 9) + timedelta(chance.randrange(330))
        payee = 30_000_000 + chance.randrange(25)
        if number % 8 == 0:
            day, payee = rows[-1]["day"], rows[-1]["payee"]
        rows.append(
            {
                "id": 7_000_000 + number,
                "document": f"{number:04}",
                "day": day,
                "sum": Decimal(chance.randrange(100, 9_000_000)) / 100,
                "payee": payee,
                "name": f"ТОВ «Переклад і друк {payee % 100}»",
                "purpose": f"Послуги перекладу, договір {number} від {day:%d.%m.%Y}; без ПДВ",
            }
        )
    return rows


def e_data(rows: list[dict[str, Any]], encoding: str) -> bytes:
    lines = [E_HEADS]
    for row in rows:
        whom = f'{row["payee"]};"{row["name"]}";"{row["purpose"]}"'
        paid = f"{row['document']};{row['day']};{row['sum']};{spending.PAYER};{whom}"
        lines.append(f"{row['id']};Платіжне доручення;{paid};{spending.KEKV};{spending.KPK}")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    return (mark + "\n".join(lines)).encode(encoding)


def plain(rows: list[dict[str, Any]]) -> bytes:
    """Return the office's own table of the year, without ids and with the state of each payment."""
    heads = "Дата;Сума, грн;Платник, ЄДРПОУ;Одержувач, ЄДРПОУ;Одержувач;Призначення;Документ;КПКВКМБ;КЕКВ;Стан"
    lines = [heads]
    for row in rows:
        amount = f"{row['sum']:.2f}".replace(".", ",")
        whom = f'{spending.PAYER};{row["payee"]};"{row["name"]}";"{row["purpose"]}"'
        codes = f"{row['document']};{spending.KPK};{spending.KEKV};{row.get('state', 'Проведено')}"
        lines.append(f"{row['day']:%d.%m.%Y};{amount};{whom};{codes}")
    return "\n".join(lines).encode()


def corrected(rows: list[dict[str, Any]], chance: random.Random) -> tuple[list[dict[str, Any]], set[int], Decimal]:
    """Return the year with forty corrections, the rows of the table that hold one, and what was truly spent."""
    rows = [dict(row) for row in rows]
    whose = chance.sample(range(len(rows)), 40)
    truth = sum((row["sum"] for row in rows), Decimal(0))
    for place in whose[:9]:
        truth += Decimal("0.90")
        rows[place]["sum"] += Decimal("0.90")
    for place in whose[9:17]:
        rows[place]["purpose"] = f"Уточнено: {rows[place]['purpose']}"
    for place in whose[17:24]:
        rows[place]["day"] += timedelta(1)
    for place in whose[24:32]:
        rows[place]["document"] = f"0{rows[place]['document']}"
    for place in whose[32:36]:
        rows[place]["state"] = "Скасовано"
        truth -= rows[place]["sum"]
    named = {place + 2 for place in whose[:36]}
    for place in whose[36:]:
        back = rows[place] | {"document": f"П-{place}", "day": date(2020, 12, 28), "sum": Decimal("0.50")}
        rows.append(back | {"purpose": f"Повернення за п/д № {rows[place]['document']}"})
        truth -= Decimal("0.50")
        named.add(len(rows) + 1)
    return rows, named, truth


def spent() -> Decimal:
    return Payment.objects.total()


@pytest.fixture
def chance() -> random.Random:
    return random.Random(14)


def test_a_year_that_comes_again_with_forty_corrections_is_paid_once(chance: random.Random) -> None:
    rows = year(chance)
    assert counts(take(e_data(rows, "utf-8"))) == (YEAR, 0, 0, 0, 0)
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be", "cp1251"):
        assert counts(take(e_data(rows, encoding))) == (0, 0, YEAR, 0, 0), encoding
    assert spent() == sum(row["sum"] for row in rows)
    again, named, truth = corrected(rows, chance)
    dry = take(plain(again), is_dry=True, keeps_rows=True)
    assert {row.row for row in dry.rows or [] if row.resembles and row.kind != "unchanged"} == named
    assert kinds(dry) == {"similar": 24, "changed": 8, "new": 8, "unchanged": YEAR - 36}
    assert spent() == sum(row["sum"] for row in rows)
    take(plain(again), words=Words(Word.CORRECTION))
    assert (spent(), Payment.objects.filter(amount__gt=0).count()) == (truth, YEAR)
    assert set(kinds(take(plain(again), keeps_rows=True))) == {"unchanged"}


def kinds(outcome: Outcome) -> Counter[str]:
    """Return how many rows became what."""
    return Counter(row.kind for row in outcome.rows or [])
