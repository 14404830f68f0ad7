"""Where the cells of a table stand when some of them cover several columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .blocks import Cell, Row, RowGroup

EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell's place in one row: its first column, the columns and rows that it covers, how many of these lie above.

    A blank that continues a cell on rows which may stand on another page is ``continued``.
    """

    cell: Cell
    column: int
    span: int
    rows: int = 1
    above: int = 0
    continued: bool = False

    @property
    def below(self) -> int:
        """How many rows below this one the cell covers."""
        return self.rows - self.above - 1

    @property
    def shown(self) -> Cell:
        """The cell in the row where it begins; an empty one in the rows that it covers."""
        return EMPTY if self.above else self.cell


def placed(rows: Iterable[Row], columns: int) -> Iterator[tuple[Row, list[Slot]]]:
    """Yield each row, as it comes, with its slots from left to right; a short row is filled up.

    Raises ValueError for a row that has more cells than the table has room for.
    """
    covering: dict[int, Slot] = {}
    for row in rows:
        slots = list(_slots(row, columns, covering))
        covering = {slot.column: slot for slot in slots if slot.below}
        yield row, slots


def placed_group(group: RowGroup, columns: int) -> list[list[Slot]]:
    """Return the slots of each row of a group; no cell reaches out of its group."""
    count = len(group.rows)
    return [
        [replace(slot, rows=min(slot.rows, slot.above + count - number)) for slot in slots]
        for number, (_row, slots) in enumerate(placed(group.rows, columns))
    ]


def _slots(row: Row, columns: int, covering: dict[int, Slot]) -> Iterator[Slot]:
    cells = iter(row.cells)
    column = 0
    while column < columns:
        if over := covering.get(column):
            slot = replace(over, above=over.above + 1)
        else:
            cell = next(cells, EMPTY)
            room = min((other for other in covering if other > column), default=columns) - column
            slot = Slot(cell, column, min(cell.colspan, room), cell.rowspan)
        yield slot
        column += slot.span
    if next(cells, None) is not None:
        raise ValueError(f"A row has more cells than fit the {columns} columns of its table.")
