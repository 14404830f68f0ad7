"""Which rows of a table no page may part."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.documents.blocks import Cell, Column, Footnotes, Row, RowGroup, Table, plain
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.fitting import fit
from oleksandria_intl.documents.splitting import LANDSCAPE, Piece, Room, height_of_rows, pieces_of, room_for

COLUMNS = (Column("Напрям"), Column("Захід"), Column("Сума"))
LONG = "довгий захід із багатьма словами " * 6


def total() -> Row:
    return Row((text_cell("ВСЬОГО"), text_cell("9,0")), is_total=True)


def direction(rows: int, name: str = "Напрям", text: str = LONG) -> RowGroup:
    """Return a group whose first cell stands beside its measures and their total."""
    head = text_cell(name, rowspan=rows + 1)
    first, *rest = (Row((text_cell(f"{number}. {text}"), text_cell("1,0"))) for number in range(rows))
    return RowGroup((Row((head, *first.cells)), *rest, total()))


def split(*groups: RowGroup, notes: Footnotes | None = None) -> tuple[list[Piece], Room]:
    table = Table(COLUMNS, groups)
    room = room_for(COLUMNS, fit(table, LANDSCAPE.width), LANDSCAPE)
    return pieces_of(table, room, notes), room


def texts(piece: Piece) -> list[str]:
    return [slot.cell.content[0].runs[0].text for row in piece.rows for slot in row if slot.cell.content]  # type: ignore[union-attr]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.integers(1, 60))
def test_no_row_is_lost_and_no_cell_crosses_a_piece(sizes: list[int], words: int) -> None:
    pieces, room = split(*(direction(size, text="слово " * words) for size in sizes))
    assert sum(len(piece.rows) for piece in pieces) == sum(size + 1 for size in sizes)
    for piece in pieces:
        assert all(number + slot.rows <= len(piece.rows) for number, row in enumerate(piece.rows) for slot in row)
        assert sum(slot.span * slot.rows for row in piece.rows for slot in row) == len(piece.rows) * len(COLUMNS)
        assert len(piece.rows) <= 2 or height_of_rows(piece.rows, room) <= room.height


def test_a_low_group_stays_whole() -> None:
    pieces, _room = split(direction(2), direction(2))
    assert [len(piece.rows) for piece in pieces] == [3, 3]


def test_a_tall_group_is_parted_between_its_measures_and_a_blank_continues_its_name() -> None:
    pieces, _room = split(direction(8))
    assert len(pieces) > 4
    assert [slot.continued for slot in pieces[1].rows[0]] == [True, False, False]
    assert "Напрям" in texts(pieces[0])
    assert not any("Напрям" in texts(piece) for piece in pieces[1:])


def test_no_page_ends_before_a_cell_beside_has_said_all() -> None:
    pieces, room = split(direction(8, name="довга назва напряму " * 8, text="захід"), direction(30, text="захід"))
    first = pieces[0]
    beside = first.rows[0][0]
    assert height_of_rows(first.rows, room) <= room.height_of(beside) + 12


def test_a_total_stands_with_the_row_above_it() -> None:
    pieces, _room = split(direction(8), RowGroup((Row((text_cell("Разом"), *total().cells), is_total=True),)))
    assert texts(pieces[-1])[-5:] == ["ВСЬОГО", "9,0", "Разом", "ВСЬОГО", "9,0"]
    assert len(pieces[-1].rows) == 3


def test_a_total_of_several_rows_stands_together() -> None:
    label = Row((text_cell("ВСЬОГО", rowspan=20), text_cell("2021")), is_total=True)
    years = [Row((text_cell(str(year)),)) for year in range(2022, 2041)]
    group = direction(8)
    head, *measures = group.rows[:-1]
    beside = text_cell("Напрям", rowspan=28)
    pieces, _room = split(RowGroup((Row((beside, *head.cells[1:])), *measures, label, *years)))
    assert len(pieces) > 4
    assert len(pieces[-1].rows) == 21


def test_the_total_of_many_rows_stands_with_the_last_of_them() -> None:
    rows = [Row(tuple(map(text_cell, (str(number), "а", "1,0"))), key=str(number)) for number in range(30)]
    pieces, _room = split(RowGroup((*rows, Row((text_cell("ВСЬОГО"),), sums=("*",)))))
    assert [(len(piece.rows), piece.parts_anywhere) for piece in pieces] == [(29, True), (2, False)]


def test_the_head_of_rows_stands_with_the_first_of_them() -> None:
    head = Row((Cell(text_cell("1. ГАЛУЗЬ").content, colspan=3),))
    pieces, _room = split(RowGroup((head, *direction(9).rows)))
    assert len(pieces) > 1
    assert len(pieces[0].rows) == 2


def test_a_table_without_rows_has_no_pieces() -> None:
    assert split()[0] == split(RowGroup(()))[0] == []
    assert len(split(direction(2), RowGroup(()))[0]) == 1


def test_a_short_table_stays_whole() -> None:
    pieces, _room = split(*(RowGroup((Row(tuple(map(text_cell, "абв"))),)) for _number in range(3)))
    assert [len(piece.rows) for piece in pieces] == [3]


def test_rows_from_the_mark_on_stand_with_the_note() -> None:
    notes = Footnotes((("*", plain("Окремо визначається.")),))
    rows = [
        RowGroup((Row((text_cell("а"), text_cell(LONG), text_cell(f"{number}{mark}"))),))
        for number, mark in enumerate(["", "", "", "", "", "", "*", "", ""])
    ]
    pieces, _room = split(*rows, notes=notes)
    assert [len(piece.rows) for piece in pieces] == [2, 1, 1, 1, 1, 3]


def test_the_first_two_rows_of_a_table_stand_together() -> None:
    rows = [RowGroup((Row(tuple(map(text_cell, ("а", LONG, str(number))))),)) for number in range(9)]
    pieces, _room = split(*rows)
    assert [len(piece.rows) for piece in pieces] == [2, *[1] * 7]
