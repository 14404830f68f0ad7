"""How the rows of a table are kept together: which of them no page may part.

A page ends between rows that say what they have to say: below the text of every cell that goes on
further down, never above a total, never below the row that heads others. Where such a cell goes on, the
rows below begin with a blank that continues it, so that no rowspan crosses the end of a page, which
would tear the grid that a screen reader walks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from .blocks import Column, Footnotes, Paragraph, Row, RowGroup, Table, text_of
from .fitting import BORDERS, Fit, cell_lines, head_lines, height_of, line_height
from .grid import EMPTY, Slot, placed_group
from .measures import BOTTOM, LANDSCAPE_WIDTH, LONG_SIDE, SHORT_SIDE, TEXT_WIDTH, TOP

FULL = 0.97
"""How much of the room below the heads rows may take that stay on one page: their heights are estimates."""
TALL = 0.35
"""A table, and rows that belong together, may be parted where they take more of the room."""
KEPT_ROWS = 8
"""A table, and rows without rowspans that belong together, may be parted where they are more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the margins leave of a page, in millimetres."""

    width: float
    height: float


PORTRAIT = Sheet(TEXT_WIDTH, LONG_SIDE - TOP - BOTTOM)
LANDSCAPE = Sheet(LANDSCAPE_WIDTH, SHORT_SIDE - TOP - BOTTOM)


@dataclass(frozen=True, slots=True)
class Room:
    """The widths of a table's columns, how tall its rows on one page may be (mm), the size of its letters (points)."""

    widths: tuple[float, ...]
    height: float
    size: float

    def height_of(self, slot: Slot) -> float:
        """Return how tall a cell is, all of its text together."""
        width = sum(self.widths[slot.column : slot.column + slot.span])
        return height_of(cell_lines(slot.cell, self.size), width, self.size)


Grid: TypeAlias = list[list[Slot]]
"""The slots of each row from left to right."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a table, each slot in the row where it begins, and whether a page may part them."""

    rows: Grid
    parts_anywhere: bool = False


def room_for(columns: Sequence[Column], fitted: Fit, sheet: Sheet) -> Room:
    """Return the room for rows under the heads of a page."""
    return Room(fitted.widths, FULL * (sheet.height - _head_height(columns, fitted)), fitted.size)


def pieces_of(table: Table, room: Room, notes: Footnotes | None = None) -> list[Piece]:
    """Return the rows of a table in pieces that stay on one page, the last with the notes that follow the table.

    Raises ValueError for a row that has more cells than the table has room for.
    """
    pieces: list[Piece] = []
    for group in table.groups:
        found = list(_split(group, room))
        if pieces and group.rows and is_total(group.rows[0]):
            found = [*_joined(pieces.pop(), found[0], room), *found[1:]]
        pieces += found
    pieces = _begun(pieces, room)
    return _with_notes(pieces, notes, room) if notes else pieces


def is_total(row: Row) -> bool:
    """Tell whether a row adds up those above it."""
    return row.is_total or bool(row.sums)


def height_of_rows(rows: Grid, room: Room) -> float:
    """Return the height of rows, each slot in the row where it begins, in millimetres."""
    bottoms = [0.0]
    spanning: list[tuple[int, float]] = []
    for number, row in enumerate(rows):
        spanning += [(number + slot.rows, bottoms[-1] + room.height_of(slot)) for slot in row if slot.rows > 1]
        least = max((height for end, height in spanning if end == number + 1), default=0.0)
        bottoms.append(max(bottoms[-1] + _row_height(row, room), least))
    return bottoms[-1]


def _row_height(row: list[Slot], room: Room) -> float:
    """Return the height of a row by the cells that cover no other."""
    least = BORDERS + line_height(room.size)
    return max((room.height_of(slot) for slot in row if slot.rows == 1), default=least)


def _begun(pieces: list[Piece], room: Room) -> list[Piece]:
    """Keep a low table whole, and the first two rows of any other together."""
    for count, most in ((len(pieces), KEPT_ROWS), (2, 2)):
        rows = [row for piece in pieces[:count] for row in piece.rows]
        is_low = 0 < len(rows) <= most and height_of_rows(rows, room) <= TALL * room.height
        if is_low and not any(piece.parts_anywhere for piece in pieces[:count]):
            return [Piece(rows), *pieces[count:]]
    return pieces


def _joined(above: Piece, below: Piece, room: Room) -> list[Piece]:
    """Join a total with the row above it; where all together are too tall, with that row alone."""
    if not above.parts_anywhere and height_of_rows([*above.rows, *below.rows], room) <= room.height:
        return [Piece([*above.rows, *below.rows])]
    *others, last = above.rows
    if others and above.parts_anywhere:
        return [Piece(others, parts_anywhere=True), Piece([last, *below.rows])]
    return [above, below]


def _with_notes(pieces: list[Piece], notes: Footnotes, room: Room) -> list[Piece]:
    """Keep the rows from the first mark on together, as far as they fit one page with the notes under them."""
    marks = tuple(mark for mark, _said in notes.notes)
    room_for_rows = room.height - line_height(room.size) * (2 * len(marks) + 1)
    marked = (place for place, piece in enumerate(pieces) if not piece.parts_anywhere and _bears(piece, marks))
    for place in range(next(marked, len(pieces)), len(pieces)):
        rows = [row for piece in pieces[place:] for row in piece.rows]
        if height_of_rows(rows, room) <= room_for_rows:
            return [*pieces[:place], Piece(rows)]
    return pieces


def _bears(piece: Piece, marks: tuple[str, ...]) -> bool:
    """Tell whether a cell of the piece ends with the mark of a note."""
    cells = (slot.cell for row in piece.rows for slot in row)
    texts = (text_of(block.runs) for cell in cells for block in cell.content if isinstance(block, Paragraph))
    return any(text.endswith(marks) for text in texts)


def _split(group: RowGroup, room: Room) -> Iterator[Piece]:
    """Yield the rows of a group in pieces. Short rows are filled up with empty cells."""
    grid = placed_group(group, len(room.widths))
    if all(slot.rows == 1 for slots in grid for slot in slots):
        yield from _flat(grid, [is_total(row) for row in group.rows])
        return
    grid = [[_without_giant(slot, room) for slot in slots] for slots in grid]
    cuts = [0, *_cuts(grid, [is_total(row) for row in group.rows], room), len(grid)]
    for first, end in pairwise(cuts):
        yield Piece([_row(grid[row], first=row == first, left=end - row) for row in range(first, end)])


def _flat(grid: Grid, totals: Sequence[bool]) -> Iterator[Piece]:
    """Yield rows without rowspans: few stay together; of many, the total stays with the row above it."""
    if len(grid) <= KEPT_ROWS:
        yield from [Piece(grid)] if grid else []
        return
    end = len(grid) - 2 if totals[-1] else len(grid)
    yield Piece(grid[:end], parts_anywhere=True)
    if totals[-1]:
        yield Piece(grid[end:])


def _without_giant(slot: Slot, room: Room) -> Slot:
    """Give a spanning cell that is taller than a page one row, and put blanks below it."""
    if slot.rows == 1 or room.height_of(slot) <= room.height:
        return slot
    return replace(slot, cell=replace(slot.cell, content=()) if slot.above else slot.cell, rows=1, above=0)


def _cuts(grid: Grid, totals: Sequence[bool], room: Room) -> list[int]:
    """Return before which rows a page may end: nowhere in a low group, in a taller one where least is torn."""
    heights = [_row_height(slots, room) for slots in grid]
    inner = [
        [slot for slot in slots if not (slot.above and _is_outer(slot, row, len(grid)))]
        for row, slots in enumerate(grid)
    ]
    free = [
        row
        for row in range(1, len(grid))
        if not any(totals[row - slot.above] for slot in inner[row]) and _is_said(grid, heights, row, room)
    ]
    clean = [row for row in free if not any(slot.above for slot in inner[row])]
    cuts: list[int] = []
    for chosen in (clean, free):
        cuts = _refined(cuts, chosen, TALL * room.height, heights)
    return _forced(cuts, room.height, heights)


def _is_said(grid: Grid, heights: Sequence[float], row: int, room: Room) -> bool:
    """Tell whether all that stands above a row is complete: no head of rows, and the texts of cells that go on."""
    is_head = grid[row - 1][0].span == len(room.widths)
    return not is_head and all(
        room.height_of(slot) <= sum(heights[row - slot.above : row]) for slot in grid[row] if slot.above
    )


def _is_outer(slot: Slot, row: int, rows: int) -> bool:
    """Tell whether a cell stands beside the whole group, but for its head."""
    return row - slot.above <= 1 and row + slot.below == rows - 1


def _refined(cuts: list[int], chosen: Sequence[int], most: float, heights: Sequence[float]) -> list[int]:
    """Add the cuts that fall into pieces taller than the most."""
    bounds = [0, *cuts, len(heights)]
    tall = [range(first + 1, end) for first, end in pairwise(bounds) if sum(heights[first:end]) > most]
    return sorted({*cuts, *(row for rows in tall for row in chosen if row in rows)})


def _forced(cuts: list[int], most: float, heights: Sequence[float]) -> list[int]:
    """Cut what is taller than a page still, as many rows in each piece as a page holds."""
    found, begin = list(cuts), 0
    for row in range(len(heights)):
        if row in cuts:
            begin = row
        elif row > begin and sum(heights[begin : row + 1]) > most:
            found.append(row)
            begin = row
    return sorted(found)


def _row(slots: Sequence[Slot], *, first: bool, left: int) -> list[Slot]:
    """Return the cells that begin in a row of a piece; in its first row also the blanks that continue others."""
    return [
        Slot(EMPTY, slot.column, slot.span, min(slot.below + 1, left), continued=True)
        if slot.above
        else replace(slot, rows=min(slot.rows, left))
        for slot in slots
        if first or not slot.above
    ]


def _head_height(columns: Sequence[Column], fitted: Fit) -> float:
    """Return the height of the heads and of the row of column numbers, which repeat on each page."""
    heads = (
        height_of(head_lines(column, fitted.size), width, fitted.size)
        for column, width in zip(columns, fitted.widths, strict=True)
    )
    return max(heads, default=0.0) + line_height(fitted.size)
