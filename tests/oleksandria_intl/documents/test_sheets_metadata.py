"""What is said of a table beside its rows: the companion of a CSV, the first sheet of an Excel file."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from oleksandria_intl.documents.about import About
from oleksandria_intl.documents.blocks import Column, Row
from oleksandria_intl.documents.cells import NOTHING, amount_cell, day_cell, text_cell
from oleksandria_intl.documents.sheets import Sheet, csv_metadata, write_csv, write_xlsx

ABOUT = About(
    title="Реєстр за березень",
    publisher="Рада",
    start=date(2020, 3, 1),
    end=date(2020, 3, 31),
    on=date(2020, 3, 15),
    number="3/2020",
    issued_on=date(2020, 4, 1),
    source="реєстри",
)
NOW = datetime(2020, 4, 1, tzinfo=timezone.utc)


def sheet(title: str = "Реєстр") -> Sheet:
    columns = (Column("Дата"), Column("Сума, грн"), Column("Хто"), Column("Порожньо"), Column("Різне"))
    rows = [
        Row(
            (day_cell(date(2020, 3, 2)), amount_cell(Decimal("1.50")), text_cell("А"), text_cell(""), text_cell("а")),
        ),
        Row(
            (
                day_cell(date(2020, 3, 3)),
                text_cell(NOTHING),
                text_cell("Б"),
                text_cell(NOTHING),
                amount_cell(Decimal(2)),
            )
        ),
    ]
    return Sheet(title, columns, rows)


def test_the_companion_of_a_csv_says_what_it_is_and_what_its_columns_hold() -> None:
    said = csv_metadata(ABOUT, [sheet(), sheet("Ще одна")], "table.csv")
    assert said["@context"][0] == "http://www.w3.org/ns/csvw"
    assert said["url"] == "table.csv"
    assert (said["dc:title"], said["dc:temporal"]) == ("Реєстр за березень", "2020-03-01/2020-03-31")
    assert (said["dc:date"], said["dc:identifier"], said["schema:unitText"]) == ("2020-03-15", "3/2020", "UAH")
    columns = said["tableSchema"]["columns"]
    kinds = [each["datatype"] if isinstance(each["datatype"], str) else each["datatype"]["base"] for each in columns]
    assert kinds == ["date", "decimal", "string", "string", "string"]
    assert [note["dc:title"] for note in said["notes"]] == ["Ще одна"]


def test_the_titles_of_the_columns_are_the_first_line_of_the_csv() -> None:
    said = csv_metadata(ABOUT, [sheet()], "table.csv")
    first, *_rows = b"".join(write_csv(sheet())).decode("utf-8-sig").split("\r\n")
    assert first.split(said["dialect"]["delimiter"]) == [each["titles"] for each in said["tableSchema"]["columns"]]
    names = [each["name"] for each in said["tableSchema"]["columns"]]
    assert len(set(names)) == len(names)


def test_an_excel_file_begins_with_a_sheet_that_says_what_it_is_and_opens_at_the_table() -> None:
    content = write_xlsx([sheet()], title="Реєстр", author="Рада", dated=NOW, about=ABOUT)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Про файл", "Реєстр"]
    assert book.active is book["Реєстр"]
    said = {row[0]: row[1] for row in book["Про файл"].iter_rows(values_only=True, min_row=2)}
    assert said == {
        "Назва": "Реєстр за березень",
        "Видавець": "Рада",
        "Період": "01.03.2020 – 31.03.2020",
        "Станом на": "15.03.2020",
        "Номер": "3/2020 від 01.04.2020",
        "Одиниця виміру": "грн (UAH)",
        "Джерело даних": "реєстри",
    }
