"""A row is a payment, or is refused for each thing that is wrong with it; totals are the file's last word."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.importing.reading import UnreadableFile
from tests.budget.importing.files import HEADS, lines, opened, payment, read

pytestmark = pytest.mark.usefixtures("in_english")

E_DATA = "id;trans_date;doc_v_date;doc_date;amount;amount_cop;payer_name;recipt_name\n"


def test_every_error_of_a_row_is_named() -> None:
    _rows, refusals = read(lines(payment(day="31.02.2020", amount="багато", payee="=1")))
    assert [(refusal.row, refusal.column, refusal.value) for refusal in refusals] == [
        (2, "Дата", "31.02.2020"),
        (2, "Сума, грн", "багато"),
        (2, "Одержувач", "=1"),
    ]


@pytest.mark.parametrize(
    ("missing", "column"),
    [("day", "Дата"), ("amount", "Сума, грн"), ("payer", "Платник"), ("payee", "Одержувач"), ("document", "Документ")],
)
def test_what_a_payment_is_known_by_must_be_there(missing: str, column: str) -> None:
    _rows, (refusal,) = read(lines(payment(**{missing: ""})))
    assert (refusal.column, refusal.reason) == (column, "The value is missing.")


def test_a_payment_is_not_zero() -> None:
    _rows, (refusal,) = read(lines(payment(amount="0,00")))
    assert (refusal.column, refusal.reason) == ("Сума, грн", "A payment cannot be zero.")


@pytest.mark.parametrize("purpose", ["Повернення коштів", "виправлення помилки", "Поновлення касових видатків"])
def test_a_negative_amount_may_say_why_in_its_purpose(purpose: str) -> None:
    rows, _refusals = read(lines(payment(amount="-12,00", purpose=purpose)))
    assert rows[0].values["amount"] == Decimal(-12)


def test_a_negative_amount_may_name_what_it_corrects() -> None:
    content = "Дата;Сума;Платник;Одержувач;Документ;Виправляє запис\n31.03.2020;-1,00;А;Б;1;148\n"
    rows, _refusals = read(content)
    assert rows[0].values["corrects"] == "148"


def test_a_negative_amount_without_reason_is_refused() -> None:
    _rows, (refusal,) = read(lines(payment(amount="-12,00")))
    assert (refusal.column, refusal.value) == ("Сума, грн", "-12.00")
    assert "must say why" in refusal.reason


def test_mixed_decimal_marks_name_the_row_of_the_first() -> None:
    _rows, (refusal,) = read(lines(payment(amount="100"), payment(amount="1,50"), payment(amount="1.50")))
    assert refusal.row == 4
    assert "“,” in row 3" in refusal.reason


def test_kopiykas_make_the_amount_where_it_stands_alone() -> None:
    rows, _refusals = read(f"{E_DATA}1;2020-03-31;;;;12345;А;Б\n")
    assert rows[0].values["amount"] == Decimal("123.45")


def test_kopiykas_that_say_another_amount_are_refused() -> None:
    _rows, (refusal,) = read(f"{E_DATA}1;2020-03-31;;;123.40;12345;А;Б\n")
    assert (refusal.column, refusal.value) == ("amount_cop", "123.45")
    assert "123.40" in refusal.reason


def test_the_day_that_cash_left_goes_before_the_documents() -> None:
    days = ["2020-03-31;2020-03-30;x", ";2020-03-30;x", ";;2020-03-29", ";;"]
    rows, (refusal,) = read(E_DATA + "".join(f"1;{each};1;100;А;Б\n" for each in days))
    assert [row.values["paid_on"].day for row in rows] == [31, 30, 29]
    assert (refusal.row, refusal.column, refusal.reason) == (5, "trans_date", "The value is missing.")


@pytest.mark.parametrize("word", ["Всього", "РАЗОМ:", "Усього за рік", "Підсумок", "total"])
def test_the_last_row_may_be_a_total(word: str) -> None:
    file = opened(lines(payment(), payment(amount="0,50"), [word, "1 235,00", "", "", "", ""], [""] * 6))
    assert len(list(file.rows())) == 2
    assert file.total == file.read_total == Decimal(1235)


def test_a_total_may_stand_beside_its_word() -> None:
    file = opened(lines(payment(), ["Всього", "", "1 234,50"]))
    list(file.rows())
    assert file.total == Decimal("1234.50")


def test_subtotals_are_passed_over_and_compared() -> None:
    numbers = [str(number) for number in range(1, 7)]
    january = [["Разом за січень", "1 234,50", "", "", "", ""], ["Лютий 2020 р.", "", "", "", "", ""]]
    february = [payment(amount="0,50"), ["Всього за лютий", "5,00", "", "", "", ""]]
    balance = ["Вхідний залишок", "7,00", "", "", "", ""]
    year = ["Усього за рік", "1 235,00", "", "", "", ""]
    file = opened(lines(numbers, balance, payment(), *january, HEADS, *february, year))
    rows = list(file.rows())
    assert [row[0] for row in rows] == [4, 8]
    assert file.total == file.read_total == Decimal(1235)
    differs, agrees, passed = file.notices
    assert "Row 9, “Всього за лютий”, says 5,00 UAH, but the rows above it add up to 0,50" in differs
    assert "Row 5, “Разом за січень”, is passed over as a subtotal" in agrees
    assert all(f"row {number} " in passed for number in (2, 3, 6, 7))


def test_the_last_total_may_be_that_of_the_last_month() -> None:
    month = ["Разом за місяць", "1 234,50", "", "", "", ""]
    file = opened(lines(payment(), month, payment(), month))
    assert len(list(file.rows())) == 2
    assert (file.total, len(file.notices)) == (None, 2)


def test_a_payee_may_be_called_as_a_total() -> None:
    rows, refusals = read("Одержувач;Платник;Документ;Дата;Сума\nРазом ГО;А;1;31.03.2020;1,00\n")
    assert (rows[0].values["payee_name"], refusals) == ("Разом ГО", [])


def test_a_total_that_is_no_amount_is_a_trouble_of_the_file() -> None:
    file = opened(lines(payment(), ["Всього", "багато", "", "", "", ""]))
    with pytest.raises(UnreadableFile, match="total of the file, “багато”"):
        list(file.rows())


def test_amounts_of_refused_rows_are_in_the_sum() -> None:
    file = opened(lines(payment(), payment(day="x", amount="0,50")))
    list(file.rows())
    assert file.read_total == Decimal(1235)


def test_a_head_alone_has_no_rows() -> None:
    file = opened(lines())
    assert list(file.rows()) == []
    assert file.total is None
    assert file.read_total == 0


@given(st.text(max_size=60))
def test_no_cell_breaks_the_reading(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""').replace("\0", "") + '"'
    with suppress(UnreadableFile):
        read(lines(payment(purpose=quoted, payee=quoted)).encode("utf-8", "ignore"))
