"""An .xlsx gives the payments of the sheet that has their head, whatever else is in it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.importing.reading import UnreadableFile
from tests.budget.importing.files import HEADS, opened, package, payment, read, row_xml, sheet_xml, workbook

pytestmark = pytest.mark.usefixtures("in_english")

DAY = (43921, "dd.mm.yyyy")
"""31.03.2020 as Excel keeps it."""
ROW: list[Any] = [DAY, 1234.5, "Міська рада", "ТОВ «Ромашка»", 12, "Оплата послуг"]


def changed(**changes: Any) -> list[Any]:
    """Return a row of Excel values with some of them changed."""
    keys = ("day", "amount", "payer", "payee", "document", "purpose")
    return list({**dict(zip(keys, ROW, strict=True)), **changes}.values())


def test_numbers_dates_and_texts_are_read() -> None:
    file = opened(workbook([HEADS, ROW]))
    (row,) = file.rows()
    assert row.number == 2
    assert row.values == {
        "paid_on": date(2020, 3, 31),
        "amount": Decimal("1234.50"),
        "payer_name": "Міська рада",
        "payee_name": "ТОВ «Ромашка»",
        "document": "12",
        "purpose": "Оплата послуг",
    }
    assert file.dialect == "XLSX, sheet «Платежі», the portal's template"


def test_the_sheet_with_the_head_is_found_below_its_titles() -> None:
    content = workbook([["Реєстр платежів"], [], HEADS, ROW], name="Березень", before=["Титул", "Примітки"])
    file = opened(content)
    assert [row.number for row in file.rows()] == [4]
    assert "«Березень»" in file.dialect


def test_the_wrong_sheet_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(UnreadableFile, match=r"\(«Титул», «Аркуш»\) names these columns: «Дата»"):
        opened(workbook([["a", "b"]], name="Аркуш", before=["Титул"]))


def test_payments_on_two_sheets_are_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    book.create_sheet("Другий").append(HEADS)
    with pytest.raises(UnreadableFile, match="several sheets: «Sheet», «Другий»"):
        opened(saved(book))


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_hidden_sheets_and_columns_beside_the_table_are_not_looked_at() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Видно"
    book.active.append(HEADS)
    book.active.append([date(2020, 3, 31), 1, "А", "Б", "1", "в", "примітка", "=1+1"])
    hidden = book.create_sheet("Сховано")
    hidden.append(HEADS)
    hidden.sheet_state = "hidden"
    book.active.merge_cells("A5:C5")
    rows, refusals = read(saved(book))
    assert (rows[0].values["paid_on"], refusals) == (date(2020, 3, 31), [])


@pytest.mark.parametrize("number_format", ["dd.mm.yyyy", "yyyy-mm-dd;@", "[$-422]d mmmm yyyy", "m/d/yy h:mm"])
def test_a_number_with_the_format_of_a_date_is_a_day(number_format: str) -> None:
    rows, _refusals = read(workbook([HEADS, changed(day=(43921.75, number_format))]))
    assert rows[0].values["paid_on"] == date(2020, 3, 31)


def test_days_may_be_counted_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(HEADS)
    book.active.append([date(2020, 3, 31), 1, "А", "Б", "1", "в"])
    book.active.append([42459, 1, "А", "Б", "2", "в"])
    assert [row.values["paid_on"] for row in read(saved(book))[0]] == [date(2020, 3, 31)] * 2


def test_what_people_do_not_see_is_named() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Чернетка").sheet_state = "hidden"
    for row in (HEADS, *[[date(2020, 3, 31), 2, "А", "Б", str(number), "в"] for number in range(5)]):
        book.active.append(row)
    book.active.column_dimensions["C"].hidden = True
    for number in (3, 4, 6):
        book.active.row_dimensions[number].hidden = True
    content = saved(book)
    _rows, refusals = read(content)
    assert [refusal.row for refusal in refusals] == [3, 4, 6]
    for answer, count, said in (("take", 5, "read as the others"), ("skip", 2, "left out")):
        file = opened(content)
        file.hidden = answer
        assert len(list(file.rows())) == count
        columns, sheets, hidden = file.notices
        assert "«Платник»" in columns
        assert "«Чернетка»" in sheets
        assert "(3-4, 6): 3, 6,00 UAH" in hidden
        assert said in hidden


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"day": 12}, "Дата", "format the cell as a date"),
        ({"amount": "=1+1"}, "Сума, грн", "The cell B2 holds a formula"),
        ({"amount": DAY}, "Сума, грн", "into a date"),
        ({"amount": 1.005}, "Сума, грн", "two digits"),
        ({"payee": "=CONCAT(A1)"}, "Одержувач", "The cell D2 holds a formula"),
        ({"payee": True}, "Одержувач", "The cell D2 holds TRUE"),
        ({"document": DAY}, "Документ", "into a date"),
        ({"document": 10**16}, "Документ", "15 digits"),
    ],
)
def test_a_cell_that_is_no_value_is_refused(changes: dict[str, Any], column: str, reason: str) -> None:
    _rows, (refusal,) = read(workbook([HEADS, changed(**changes)]))
    assert (refusal.row, refusal.column) == (2, column)
    assert reason in refusal.reason


def test_an_error_of_excel_is_refused() -> None:
    cells = "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in payment()[1:])
    rows = f"{row_xml(1, HEADS)}<row r='2'><c r='A2' t='e'><v>#REF!</v></c>{cells}</row>"
    _rows, (refusal,) = read(package(f"<worksheet><sheetData>{rows}</sheetData></worksheet>"))
    assert (refusal.value, refusal.column) == ("#REF!", "Дата")
    assert "A2 holds #REF!" in refusal.reason


@given(st.decimals(Decimal("-9999999999.99"), Decimal("9999999999.99"), places=2).filter(bool))
def test_amounts_come_through_the_numbers_of_excel(amount: Decimal) -> None:
    rows, _refusals = read(workbook([HEADS, changed(amount=float(amount), purpose="повернення")]))
    assert rows[0].values["amount"] == amount


def test_a_total_may_be_a_formula() -> None:
    total = row_xml(3, ["Всього"]).replace("</row>", "<c r='B3'><f>SUM(B2:B2)</f><v>1234.5</v></c></row>")
    content = sheet_xml(payment()).replace("</sheetData>", f"{total}</sheetData>")
    file = opened(package(content))
    assert len(list(file.rows())) == 1
    assert file.total == file.read_total == Decimal("1234.50")


def test_codes_that_excel_made_numbers_are_codes_again() -> None:
    heads = [*HEADS, "КПКВКМБ", "КЕКВ", "Одержувач, ЄДРПОУ"]
    rows, _refusals = read(workbook([heads, [*ROW, 210180, 2240, 4055239]]))
    values = rows[0].values
    assert (values["program_code"], values["economic_code"], values["payee_code"]) == ("0210180", "2240", "04055239")


def test_prefixes_runs_and_escapes_of_other_programmes_are_understood() -> None:
    purpose = (
        "<x:r><x:t>пов</x:t></x:r><x:r><x:t>ернення_x000D_&#10;1</x:t></x:r><x:rPh sb='0' eb='1'><x:t>!</x:t></x:rPh>"
    )
    content = sheet_xml(payment(purpose="PURPOSE")).replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    content = content.replace("<x:t>PURPOSE</x:t>", purpose)
    rows, _refusals = read(package(content.replace("<x:worksheet xmlns=", "<x:worksheet xmlns:x=")))
    assert rows[0].values["purpose"] == "повернення\n1"
