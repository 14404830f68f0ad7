"""Papers as spreadsheets: read back as an accountant's program reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import oleksandria_intl
from oleksandria_intl.documents import store
from oleksandria_intl.documents.blocks import (
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import NOTHING, amount_cell, day_cell, percent_cell, text_cell
from oleksandria_intl.documents.sheets import Sheet, sheets_of, stream, write_xlsx
from oleksandria_intl.documents.sheets.words import text_in

from .report import COLUMNS, DATED, REPORT, TITLE
from .sheet_file import ABOUT, FIRST, HEAD, excel, opened, page, texts, two_tables, written


@pytest.fixture(scope="module")
def report() -> bytes:
    return excel(*sheets_of(REPORT))


def test_the_cells_of_amounts_shares_and_days_say_what_they_hold() -> None:
    amount, share, day = amount_cell(Decimal("1250.5")), percent_cell(Decimal("97.5")), day_cell(date(2020, 3, 31))
    assert [text_in(cell) for cell in (amount, share, day)] == [
        "1\u00a0250,50",
        "97,5",
        "31.03.2020",
    ]
    assert (amount.value, share.value, day.value) == (Decimal("1250.5"), Decimal("97.5"), date(2020, 3, 31))
    assert (amount.align, share.align) == ("right", "right")


@pytest.mark.parametrize("cell", [amount_cell(None), percent_cell(None)])
def test_of_nothing_a_dash_is_printed(cell: Cell) -> None:
    assert cell.content == (Paragraph(plain(NOTHING)),)
    assert cell.value is None


def test_numbers_are_numbers_days_are_days_and_codes_stay_text(report: bytes) -> None:
    row = opened(report).active[FIRST]
    assert [cell.data_type for cell in row[:6]] == ["s", "s", "s", "d", "n", "n"]
    assert row[2].value == "0210180"
    assert row[3].value == datetime(2020, 3, 31)
    assert (row[4].value, row[5].value) == (40000, 12500.5)


def test_every_number_has_the_format_of_its_kind(report: bytes) -> None:
    formats = [cell.number_format for cell in opened(report).active[FIRST]]
    assert formats[2:7] == ["General", "dd.mm.yyyy", "#,##0.00", "#,##0.00", "0.0"]


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("2020", 2020, "0"),
        ("12\u00a0345", 12345, "#,##0"),
        ("1\u00a0250,0", Decimal(1250), "#,##0.0"),
        ("80 тис. грн", Decimal(80000), "#,##0.00"),
    ],
)
def test_a_number_is_shown_as_the_paper_prints_it(text: str, value: Decimal | int, shown: str) -> None:
    cell = replace(text_cell(text), value=value)
    assert opened(excel(page([Row((cell,))]))).active["A2"].number_format == shown


def test_a_row_with_more_cells_than_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="more cells than fit the 3 columns"):
        excel(page([texts("а", "б", "в", "г")]))


@pytest.mark.parametrize(
    "text", ["=1+1", "+380 5235", "-5", "@SUM(A1)", "https://olex.gov.ua", "007", "{=1}", "<r>a</r>", "TRUE", " а "]
)
@pytest.mark.parametrize("colspan", [1, 2])
def test_a_text_is_never_taken_for_anything_else(text: str, colspan: int) -> None:
    cell = opened(excel(page([Row((text_cell(text, colspan=colspan),))]))).active["A2"]
    assert cell.value.rstrip(" ") == text.rstrip(" ")
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_the_same_paper_gives_the_same_bytes(report: bytes) -> None:
    assert excel(*sheets_of(REPORT)) == report


def test_the_moment_of_the_data_is_told_not_that_of_the_writing() -> None:
    kyiv = DATED.astimezone(timezone(timedelta(hours=3)))
    content = write_xlsx(sheets_of(REPORT), title=TITLE, author="Рада", dated=kyiv)
    properties = opened(content).properties
    assert properties.created == datetime(2020, 4, 1, 9, 30)
    assert (properties.title, properties.creator) == (TITLE, "Рада")


def test_the_language_is_told(report: bytes) -> None:
    assert opened(report).custom_doc_props["Language"].value == "uk-UA"


def test_the_file_says_which_version_of_the_portal_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oleksandria_intl, "__version__", "7.8.9")
    assert opened(excel(*sheets_of(REPORT))).custom_doc_props["Generator"].value == "oleksandria-intl 7.8.9"


def test_heads_stay_in_sight_and_stand_on_every_page(report: bytes) -> None:
    sheet = opened(report).active
    assert [cell.value for cell in sheet[HEAD]] == [column.head for column in COLUMNS]
    assert [cell.value for cell in sheet[HEAD + 1]] == list("123456789")
    assert sheet.freeze_panes == "A7"
    assert sheet.print_title_rows == "$5:$6"


def test_a_head_under_a_long_text_is_not_frozen() -> None:
    sheet = replace(page([texts("а")]), before=("рядок",) * 40)
    assert opened(excel(sheet)).active.freeze_panes is None
    assert opened(excel(sheet)).active.print_title_rows == "$41:$41"


def test_the_paper_lies_on_its_side_one_page_wide_with_numbered_pages(report: bytes) -> None:
    sheet = opened(report).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert "&P" in str(sheet.oddFooter.center)


def test_a_column_is_wide_enough_for_its_longest_number() -> None:
    narrow = (Column("Назва", 0.95), Column("Сума", 0.05))
    row = Row((text_cell("Усе"), amount_cell(Decimal("123456789012.34"))))
    assert opened(excel(Sheet("Аркуш", narrow, [row]))).active.column_dimensions["B"].width > 18


def test_a_row_is_high_enough_for_a_long_text() -> None:
    rows = [texts("слово " * 100), texts("слово")]
    heights = [opened(excel(page(rows))).active.row_dimensions[row].height for row in (2, 3)]
    assert heights[0] > 100
    assert heights[1] is None


def test_a_cell_over_several_columns_is_joined(report: bytes) -> None:
    merged = {str(cells) for cells in opened(report).active.merged_cells.ranges}
    assert {"A1:I1", "A7:I7", "A11:D11"} <= merged


def test_a_cell_over_several_rows_stands_in_the_first() -> None:
    rows = (
        Row((text_cell("Напрям", rowspan=2), text_cell("а"), amount_cell(Decimal(1)))),
        Row((text_cell("б"), amount_cell(Decimal(2)))),
    )
    assert written(page(rows)) == [("Напрям", "а", 1), (None, "б", 2)]


def test_no_cell_reaches_out_of_its_group() -> None:
    table = Table(
        (Column("А"), Column("Б")), (RowGroup((Row((text_cell("а", rowspan=9),)),)), RowGroup((texts("в", "г"),)))
    )
    (sheet,) = sheets_of(replace(REPORT, blocks=(table,)))
    assert written(sheet) == [("а", None), ("в", "г")]


def test_what_stands_around_the_table_stands_around_it_in_the_sheet(report: bytes) -> None:
    (sheet,) = sheets_of(REPORT)
    assert sheet.before[0] == "Додаток"
    assert sheet.before[2] == TITLE
    assert sheet.after == (
        "* Касові видатки за даними Казначейства.",
        "Начальник відділу зовнішніх зв’язків    Ірина НАЧАЛЬНИК",
    )
    column = [cell.value for cell in opened(report).active["A"]]
    assert tuple(column[:4]) == sheet.before
    assert tuple(column[-2:]) == sheet.after


def test_headings_and_lines_that_begin_with_the_title_are_bold() -> None:
    (sheet,) = sheets_of(replace(REPORT, blocks=(Heading(1, "ІНФОРМАЦІЯ"), *REPORT.blocks)))
    before = (*sheet.before, f"{TITLE.upper()} за рік")
    column = opened(excel(replace(sheet, before=before))).active["A"]
    assert [cell.value for cell in column[: len(before)] if cell.font.bold] == ["ІНФОРМАЦІЯ", TITLE, before[-1]]


def test_each_table_is_a_sheet_with_its_own_lines() -> None:
    first, second = sheets_of(two_tables())
    assert (first.title, first.before, first.after) == ("Кошти", ("I. Кошти",), ("1) у гривнях", "Голова    Ірина"))
    assert (second.title, second.before, second.after) == ("II. Показники", ("II. Показники",), ("- кінець",))


def test_a_paper_without_a_table_is_a_sheet_of_lines() -> None:
    paper = replace(REPORT, blocks=(Heading(1, TITLE), Paragraph(plain("Коштів не використано."))))
    column = [cell.value for cell in opened(excel(*sheets_of(paper))).active["A"]]
    assert column == [TITLE, "Коштів не використано."]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Кошти: [план]/факт?"], ["Кошти план факт"]),
        (["", ""], ["Аркуш", "Аркуш (2)"]),
        (["Кошти", "КОШТИ", "кошти"], ["Кошти", "КОШТИ (2)", "кошти (3)"]),
        (["'History'"], ["History (2)"]),
        (["Дуже довга назва таблиці про міжнародне співробітництво"], ["Дуже довга назва таблиці про…"]),
        (["А" * 40, "А" * 40], ["А" * 30 + "…", "А" * 26 + "… (2)"]),
    ],
)
def test_tabs_have_names_that_excel_allows(titles: list[str], names: list[str]) -> None:
    sheets = [replace(page([texts("а")]), title=title) for title in titles]
    assert opened(excel(*sheets)).sheetnames == names


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_store_makes_spreadsheets_without_a_pdf(settings: Any, tmp_path: Path, format: str) -> None:
    settings.VAR_DIR = tmp_path
    pieces = stream(sheets_of(REPORT), format, **(ABOUT | {"author": REPORT.author}))
    assert store.rendered(REPORT, format) == b"".join(pieces)
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_paper_changes_no_key_of_the_store_by_what_it_means() -> None:
    assert repr(REPORT) == repr(replace(REPORT))
    assert " at 0x" not in repr(REPORT)
