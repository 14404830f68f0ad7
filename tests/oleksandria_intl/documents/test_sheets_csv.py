"""Papers as CSV, read back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oleksandria_intl.documents.blocks import (
    BulletList,
    Cell,
    Column,
    Paragraph,
    Row,
    plain,
)
from oleksandria_intl.documents.cells import NOTHING, amount_cell, text_cell
from oleksandria_intl.documents.sheets import Sheet, sheets_of, write_csv
from oleksandria_intl.documents.sheets.separated import BATCH

from .report import COLUMNS, REPORT
from .sheet_file import fields, page, texts, two_tables


def test_csv_opens_in_a_ukrainian_excel() -> None:
    content = b"".join(write_csv(*sheets_of(REPORT)))
    assert content.startswith("\ufeff№ з/п;Назва заходу;".encode())
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[2].split(";")[2:7] == ["0210180", "31.03.2020", "40000,00", "12500,50", "31,2"]
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)


def test_csv_has_a_field_for_every_column_and_none_of_the_lines_around() -> None:
    rows = fields(*sheets_of(REPORT))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert rows[-1][0] == "ВСЬОГО ЗА ПРОГРАМОЮ"


@pytest.mark.parametrize("text", ["=1+1", "+380", "-5", "@a", "\ta", "\ra", "=HYPERLINK(1)"])
def test_in_csv_a_text_like_a_formula_begins_with_an_apostrophe(text: str) -> None:
    sheet = Sheet(text, (Column(text),), [texts(text)])
    assert fields(sheet) == [[f"'{text}"], [f"'{text}"]]


def test_in_csv_a_number_below_zero_and_a_dash_stay_as_they_are() -> None:
    assert fields(page([Row((amount_cell(Decimal(-5)), text_cell("-"), text_cell(NOTHING)))]))[1] == [
        "-5,00",
        "-",
        NOTHING,
    ]


def test_in_csv_a_line_feed_inside_a_cell_is_quoted() -> None:
    cell = Cell((Paragraph(plain("перший;")), BulletList(((Paragraph(plain('"другий"')),),))))
    content = b"".join(write_csv(page([Row((cell,))], columns=1))).decode("utf-8-sig")
    assert content == 'Графа 1\r\n"перший;\n- ""другий"""\r\n'


def test_several_tables_stand_in_csv_one_under_another_the_first_from_the_first_line_on() -> None:
    assert fields(*sheets_of(two_tables())) == [["А"], ["1,00"], [], ["II. Показники"], ["Б"], ["в"]]


def test_csv_comes_in_pieces() -> None:
    pieces = list(write_csv(page(texts("слово " * 100, "б", "в") for _ in range(500))))
    assert len(pieces) > 3
    assert all(BATCH <= len(piece) < 3 * BATCH for piece in pieces[:-1])
