"""How wide the columns of a table are, and at what size it is set, from what stands in its cells.

Every column has the room of its widest piece that no line may break (a word or its part, a number, a
code); what is left of the line goes where it saves most lines. Both renderers take the widths from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, singledispatch

from .blocks import Blocks, BulletList, Cell, Column, Contents, NumberedList, Paragraph, Row, RowGroup, Table, text_of
from .cells import text_cell
from .grid import placed_group
from .measures import BORDER, CELL_TOP, DENSE_TABLE, TABLE
from .measuring import MM_OF_POINT, Line, longest, measured, wrapped
from .sharing import SIDES, Text, kinds_of, shared, with_width

TEXT, DENSE = TABLE.size, DENSE_TABLE.size
BORDERS = (2 * CELL_TOP + BORDER) * MM_OF_POINT
"""What a cell adds to the height of its lines, mm."""
DIGITS = "000"
"""The room of a page number in the contents."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The widths of a table's columns in millimetres, the size of its letters in points."""

    widths: tuple[float, ...]
    size: float
    is_whole: bool = True
    """Whether no word, number or code has to be broken."""


@lru_cache(maxsize=16)
def fit(table: Table, width: float) -> Fit:
    """Return how a table stands in this width (mm): at 12 points if it can without dividing words, else at 10."""
    size = DENSE if table.dense else TEXT
    texts = list(_texts(table, size))
    least = _least(table.columns, texts, whole=True)
    if sum(least) > width and size > DENSE:
        return fit(replace(table, dense=True), width)
    if sum(least) > width:
        least = _least(table.columns, texts, whole=False)
    if sum(least) > width:
        return Fit(tuple(each * width / sum(least) for each in least), size, is_whole=False)
    return Fit(tuple(shared(table.columns, texts, least, width)), size)


def as_table(contents: Contents) -> Table:
    """Return the contents as a table, with room for its page numbers."""
    groups = (
        RowGroup((Row((text_cell(entry.numeral), Cell(entry.title), text_cell(DIGITS))),)) for entry in contents.entries
    )
    return Table(contents.columns, tuple(groups), numbered_columns=True, title=contents.title)


def line_height(size: float) -> float:
    """Return the height of a line in a table, in millimetres."""
    return (TABLE if size == TABLE.size else DENSE_TABLE).pitch * MM_OF_POINT


def height_of(lines: Iterable[Line], width: float, size: float) -> float:
    """Return the height of a cell in a column of this width, in millimetres."""
    return BORDERS + line_height(size) * sum(wrapped(line, width - SIDES) for line in lines)


def head_lines(column: Column, size: float) -> tuple[Line, ...]:
    """Return the lines of a head, whose words are not divided."""
    return tuple(measured(line, size, whole=True) for line in column.head.split("\n"))


def cell_lines(cell: Cell, size: float) -> tuple[Line, ...]:
    """Return the lines of a cell before wrapping."""
    return tuple(_lines(cell.content, size, bold=cell.bold))


def _texts(table: Table, size: float) -> Iterator[Text]:
    """Yield the texts of the heads, which are row 0, and of all cells where they begin."""
    for place, column in enumerate(table.columns):
        yield Text(head_lines(column, size), 0, 1, place, 1)
    row = 1
    for group in table.groups:
        for slots in placed_group(group, len(table.columns)):
            for slot in slots:
                if not slot.above and slot.cell.content:
                    yield Text(cell_lines(slot.cell, size), row, slot.rows, slot.column, slot.span)
            row += 1


def _lines(blocks: Blocks, size: float, *, bold: bool) -> Iterator[Line]:
    for block in blocks:
        yield from _lines_of(block, size, bold=bold)


@singledispatch
def _lines_of(block: object, size: float, *, bold: bool) -> Iterator[Line]:
    """Yield the lines of a block as they are before wrapping."""
    yield measured(str(getattr(block, "text", "")), size, bold=bold)


@_lines_of.register
def _(block: Paragraph, size: float, *, bold: bool) -> Iterator[Line]:
    bold = bold or any(run.bold for run in block.runs)
    for line in text_of(block.runs).split("\n"):
        yield measured(line, size, bold=bold)


@_lines_of.register(BulletList)
@_lines_of.register(NumberedList)
def _(block: BulletList | NumberedList, size: float, *, bold: bool) -> Iterator[Line]:
    marker = measured("00.", size)
    for item in block.items:
        first, *others = _lines(item, size, bold=bold)
        yield (*marker, *first)
        yield from others


def _least(columns: Sequence[Column], texts: Iterable[Text], *, whole: bool) -> list[float]:
    """Return how wide each column has to be so that no word, or no part of one, is broken."""
    least = [SIDES] * len(columns)
    spanning = []
    for text in texts:
        needed = SIDES + max((longest(line, whole=whole) for line in text.lines), default=0.0)
        if text.span == 1:
            least[text.column] = max(least[text.column], needed)
        else:
            spanning.append((needed, range(text.column, text.column + text.span)))
    for kind in kinds_of(columns):
        least = with_width(least, kind, max(least[place] for place in kind))
    for needed, places in spanning:
        lacking = max(0.0, needed - sum(least[place] for place in places))
        for place in places:
            least[place] += lacking / len(places)
    return least
