"""The tables of a Word file, and the contents, which is one of them."""

from __future__ import annotations

import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Pt

from oleksandria_intl.documents.blocks import (
    Column,
    Contents,
    ContentsEntry,
    Footnotes,
    Heading,
    Landscape,
    Row,
    RowGroup,
    Table,
    plain,
)
from oleksandria_intl.documents.word import write_docx
from tests.oleksandria_intl.documents.word_file import COLUMNS, cell, flagged, opened, paper, table, text

BORDER_TWIPS = 10
"""Half of each outer border, which lies in the margin."""


def contents(*anchors: str) -> Contents:
    return Contents(COLUMNS, tuple(ContentsEntry("1.", (text("Вступ"),), anchor) for anchor in anchors))


def instructions(word: WordFile) -> list[str]:
    return [code.text.strip() for code in word.element.iter(qn("w:instrText"))]


def test_head_rows_repeat_on_every_page() -> None:
    (written,) = opened(table((cell("1"), cell("Прийом"), cell("40,0")), numbered_columns=True)).tables
    repeated = [flagged(row._tr, "w:tblHeader") for row in written.rows]
    assert repeated == [True, True, False]
    assert [c.text for c in written.rows[1].cells] == ["1", "2", "3"]


def test_a_table_without_column_heads_has_no_head_rows() -> None:
    (written,) = opened(table((cell("1."), cell("Замовник")), columns=(Column(""), Column("")))).tables
    assert [c.text for row in written.rows for c in row.cells] == ["1.", "Замовник"]
    assert not flagged(written._tbl, "w:tblHeader")


def test_columns_share_the_width_of_the_text_to_the_last_twip() -> None:
    (written,) = opened(table((cell("1"), cell("Прийом"), cell("40,0")))).tables
    grid = [int(column.get(qn("w:w"))) for column in written._tbl.iter(qn("w:gridCol"))]
    assert grid[1] > 2 * grid[0]
    assert sum(grid) == round(170 * 1440 / 25.4) - BORDER_TWIPS


def test_a_cell_over_rows_and_columns_is_merged() -> None:
    (written,) = opened(
        table(
            (cell("1.", rowspan=2), cell("Прийом"), cell("40,0")),
            (cell("ВСЬОГО", colspan=2, bold=True),),
        )
    ).tables
    body = written.rows[1:]
    assert body[0].cells[0]._tc is body[1].cells[0]._tc
    assert body[1].cells[1]._tc is body[1].cells[2]._tc
    assert body[1].cells[1].text == "ВСЬОГО"


def test_a_rowspan_does_not_reach_into_the_next_group() -> None:
    groups = (
        RowGroup((Row((cell("1.", rowspan=5), cell("а"), cell("б"))),)),
        RowGroup((Row((cell("2."),)),)),
    )
    (written,) = opened(Table(COLUMNS, groups)).tables
    assert written.rows[2].cells[0].text == "2."


def test_a_row_with_too_many_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="3 columns"):
        write_docx(paper(table((cell("1"), cell("2"), cell("3"), cell("4")))), {})


def test_rows_that_belong_together_stay_on_one_page() -> None:
    (written,) = opened(table((cell("1"),), (cell("2"),), (cell("3"),))).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in written.rows[1:]]
    assert kept == [True, True, None]
    assert all(flagged(row._tr, "w:cantSplit") for row in written.rows)


def test_the_last_row_stays_with_the_notes_under_the_table() -> None:
    notes = Footnotes((("*", plain("Окремо визначається.")),))
    (written,) = opened(table((cell("1"),), (cell("2*"),)), notes).tables
    assert written.rows[-1].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_a_long_group_may_be_parted_by_a_page() -> None:
    (written,) = opened(table(*((cell(str(number)),) for number in range(9)))).tables
    assert not flagged(written._tbl, "w:keepNext")


def test_those_who_hear_a_table_learn_what_it_is() -> None:
    (written,) = opened(table((cell("1.", heads_row=True),), title="Кошторис")).tables
    look = next(written._tbl.iter(qn("w:tblLook")))
    assert next(written._tbl.iter(qn("w:tblCaption"))).get(qn("w:val")) == "Кошторис"
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_a_cell_stands_as_its_column_unless_it_says_otherwise() -> None:
    (written,) = opened(table((cell("1"), cell("ВСЬОГО", align="right"), cell("40,0")))).tables
    names = [c.paragraphs[0].style.name for c in written.rows[1].cells]
    assert names == ["Текст таблиці по центру", "Текст таблиці праворуч", "Текст таблиці праворуч"]


def test_two_tables_do_not_grow_together() -> None:
    word = opened(table((cell("1"),)), table((cell("2"),)))
    tags = [child.tag for child in word.element.body]
    assert tags == [qn(tag) for tag in ("w:tbl", "w:p", "w:tbl", "w:p", "w:sectPr")]


def test_a_table_is_set_apart_by_its_neighbours() -> None:
    word = opened(text("а"), table((cell("1"),)), text("б"))
    above, below, *_ = word.paragraphs
    assert above.paragraph_format.space_after == Pt(6)
    assert below.paragraph_format.space_before == Pt(11)


def test_notes_under_a_table_stay_with_its_last_row() -> None:
    word = opened(table((cell("1"),), (cell("2"),)), Footnotes((("*", plain("Окремо.")),)))
    (written,) = word.tables
    assert all(c.paragraphs[0].paragraph_format.keep_with_next for c in written.rows[-1].cells)


def test_the_lines_of_a_dense_table_are_closer() -> None:
    (written,) = opened(table((cell("1"),), dense=True)).tables
    (number,) = {c.paragraphs[0].paragraph_format.line_spacing for row in written.rows for c in row.cells}
    assert number == Pt(11)


def test_the_contents_show_the_pages_of_the_pdf_and_can_count_their_own() -> None:
    word = opened(contents("section-1"), Heading(2, "I. ВСТУП", anchor="section-1"), pages={"section-1": 4})
    bookmarks = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert bookmarks == ["section_1"]
    assert instructions(word) == ["PAGEREF section_1 \\h"]
    assert word.tables[0].rows[-1].cells[2].text == "4"


def test_an_anchor_without_a_page_shows_none() -> None:
    word = opened(contents("section-1"), Heading(2, "I. ВСТУП", anchor="section-1"))
    assert instructions(word) == ["PAGEREF section_1 \\h"]
    assert word.tables[0].rows[-1].cells[2].text == ""


def test_the_contents_do_not_refer_to_a_heading_that_is_not_there() -> None:
    word = opened(contents("lost"), pages={"lost": 7})
    assert instructions(word) == []
    assert word.tables[0].rows[-1].cells[2].text == "7"


def test_bookmarks_have_names_that_word_accepts_and_keeps_apart() -> None:
    anchors = ["9-розділ", "A b", "a-b", "A.b", "x" * 50, "x" * 60, "A b"]
    word = opened(Landscape(tuple(Heading(2, "I", anchor=anchor) for anchor in anchors)))
    names = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert names == ["a_9_розділ", "A_b", "a_b_2", "A_b_3", "x" * 40, "x" * 38 + "_2"]
