"""Where the cells of a table stand, and how its groups are cut so that no rowspan crosses a page break.

A rowspan over a page break tears the grid that a screen reader walks. Heights are estimates
from the length of the text; a group is cut early rather than late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from math import ceil
from typing import TypeAlias

from .blocks import Blocks, BulletList, Column, NumberedList, Paragraph, RowGroup, text_of
from .grid import Slot, placed_group

LETTER = 2.1
"""The width of an average Ukrainian letter at 12 pt, in millimetres."""
LINE = 4.66
BORDERS = 1.8
"""What a cell adds to the height of its lines."""
SIDES = 3.0
"""What a cell takes from the width of its column."""
FULL = 0.85
"""How much of a page a group may take before it is cut."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the margins leave of a page, in millimetres."""

    width: float
    height: float


PORTRAIT = Sheet(width=170, height=257)
LANDSCAPE = Sheet(width=257, height=170)


@dataclass(frozen=True, slots=True)
class Room:
    """The widths of a table's columns, and how tall its rows on one page may be, in millimetres."""

    widths: tuple[float, ...]
    height: float


Grid: TypeAlias = list[list[Slot]]
"""The slots of each row from left to right."""


def room_for(columns: Sequence[Column], sheet: Sheet) -> Room:
    """Return the room for rows under the heads, with something spared for errors of the estimate."""
    share = sheet.width / (sum(column.width for column in columns) or 1)
    widths = tuple(share * column.width for column in columns)
    return Room(widths, FULL * (sheet.height - _head_height(columns, widths)))


def fit(rows: Grid, room: Room) -> bool:
    """Tell whether the rows, each slot in the row where it begins, surely fit one page."""
    heights = (max((_height(slot, room.widths) for slot in row), default=LINE) for row in rows)
    return sum(heights) <= room.height


def split(group: RowGroup, room: Room) -> Iterator[Grid]:
    """Yield the rows of the group, in pieces each of which stays on one page.

    A piece that begins inside a rowspan repeats what the spanning cell says. A group without
    rowspans is one piece: its rows may part anywhere. Short rows are filled up with empty cells.

    Raises ValueError for a row that has more cells than the table has room for.
    """
    grid = placed_group(group, len(room.widths))
    if all(slot.rows == 1 for slots in grid for slot in slots):
        yield grid
        return
    grid = [[_without_giant(slot, room) for slot in slots] for slots in grid]
    for first, end in _cuts(grid, room):
        yield [_row(grid[row], first=row == first, left=end - row) for row in range(first, end)]


def _without_giant(slot: Slot, room: Room) -> Slot:
    """Give a spanning cell that is taller than a page one row, and put blanks below it."""
    if slot.rows == 1 or _height(slot, room.widths) <= room.height:
        return slot
    return replace(slot, cell=replace(slot.cell, content=()) if slot.above else slot.cell, rows=1, above=0)


def _cuts(grid: Grid, room: Room) -> Iterator[tuple[int, int]]:
    """Yield where the pieces begin and end: as many rows in each as a page holds."""
    begin, filled = 0, 0.0
    for row, slots in enumerate(grid):
        height = max((_height(slot, room.widths) / slot.rows for slot in slots), default=LINE)
        if row > begin and filled + height > room.height:
            yield begin, row
            begin, filled = row, 0.0
        filled += height
    yield begin, len(grid)


def _row(slots: Sequence[Slot], *, first: bool, left: int) -> list[Slot]:
    """Return the cells that begin in a row of a piece, all in its first; none reaches over the rows that are left."""
    return [replace(slot, rows=min(slot.below + 1, left), above=0) for slot in slots if first or not slot.above]


def _height(slot: Slot, widths: Sequence[float]) -> float:
    room = sum(widths[slot.column : slot.column + slot.span])
    return BORDERS + LINE * sum(_wrapped(line, room) for line in _lines(slot.cell.content))


def _head_height(columns: Sequence[Column], widths: Sequence[float]) -> float:
    """Return the height of the heads and of the row of column numbers, which repeat on each page."""
    heads = (_wrapped(column.head, room) for column, room in zip(columns, widths, strict=True))
    return 2 * BORDERS + LINE * (max(heads, default=0) + 1)


def _wrapped(line: str, room: float) -> int:
    """Return how many lines the line takes; about a letter of each is lost at the line's end."""
    return ceil(len(line) / max(1.0, (room - SIDES) / LETTER - 1)) or 1


def _lines(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        yield from _lines_of(block)


@singledispatch
def _lines_of(block: object) -> Iterator[str]:
    """Yield the lines of a block as they are before wrapping."""
    yield str(getattr(block, "text", ""))


@_lines_of.register
def _(block: Paragraph) -> Iterator[str]:
    yield from text_of(block.runs).split("\n")


@_lines_of.register(BulletList)
@_lines_of.register(NumberedList)
def _(block: BulletList | NumberedList) -> Iterator[str]:
    for item in block.items:
        yield from _lines(item)
