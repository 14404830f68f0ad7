"""A column whose cells all say the same is a line above the table."""

from __future__ import annotations

from oleksandria_intl.documents.alike import said_once
from oleksandria_intl.documents.blocks import Blocks, Column, Paragraph, Row, RowGroup, Table, text_of
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.html import render_blocks
from tests.oleksandria_intl.documents.word_file import opened

COLUMNS = (Column("№"), Column("Платник", says_once=True), Column("Сума"))


def table(*payers: str) -> Table:
    rows = [Row((text_cell(str(number)), text_cell(payer), text_cell("1,0"))) for number, payer in enumerate(payers, 1)]
    total = Row((text_cell("ВСЬОГО", colspan=2), text_cell("9,0")), sums=("*",))
    head = Row((text_cell("Напрям 1", colspan=3),))
    return Table(COLUMNS, (RowGroup((head, *rows)), RowGroup((total,))))


def lines(blocks: Blocks) -> list[str]:
    return [text_of(block.runs) for block in blocks if isinstance(block, Paragraph)]


def test_what_all_cells_say_is_said_once() -> None:
    said, left = said_once(table("Рада", "Рада", "Рада"))
    assert lines(said) == ["Платник: Рада"]
    assert [column.head for column in left.columns] == ["№", "Сума"]
    assert [len(row.cells) for group in left.groups for row in group.rows] == [1, 2, 2, 2, 2]


def test_cells_over_several_columns_cover_one_less() -> None:
    _said, left = said_once(table("Рада", "Рада"))
    assert [group.rows[0].cells[0].colspan for group in left.groups] == [2, 1]


def test_cells_that_differ_stay() -> None:
    whole = table("Рада", "Відділ")
    assert said_once(whole) == ((), whole)


def test_a_single_cell_stays() -> None:
    assert said_once(table("Рада", ""))[0] == ()


def test_a_column_of_what_a_council_adopts_stays() -> None:
    whole = Table((Column("№"), Column("Термін")), (RowGroup((Row((text_cell("1"), text_cell("2020"))),)),) * 3)
    assert said_once(whole) == ((), whole)


def test_both_renderers_print_the_line_above_the_table() -> None:
    shown = render_blocks((table("Рада", "Рада"),))
    assert shown.index("Платник: Рада") < shown.index("<table>")
    word = opened(table("Рада", "Рада"))
    assert word.paragraphs[0].text == "Платник: Рада"
    assert len(word.tables[0].columns) == 2
