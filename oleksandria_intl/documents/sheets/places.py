"""Where the cells of rows stand when rows come one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oleksandria_intl.documents.blocks import Cell, Row

EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place: first column, columns covered, rows that it covers below, whether it began above."""

    cell: Cell
    column: int
    span: int
    below: int = 0
    began_above: bool = False

    @property
    def shown(self) -> Cell:
        """The cell in the row where it begins; an empty one in the rows that it covers."""
        return EMPTY if self.began_above else self.cell


def placed(rows: Iterable[Row], columns: int) -> Iterator[tuple[Row, list[Slot]]]:
    """Yield each row with its slots from left to right; a short row is filled up.

    Raises ValueError for a row that has more cells than the table has room for.
    """
    above: dict[int, Slot] = {}
    for row in rows:
        slots = list(_slots(row, columns, above))
        above = {slot.column: slot for slot in slots if slot.below}
        yield row, slots


def _slots(row: Row, columns: int, above: dict[int, Slot]) -> Iterator[Slot]:
    cells = iter(row.cells)
    column = 0
    while column < columns:
        if covering := above.get(column):
            slot = Slot(covering.cell, column, covering.span, covering.below - 1, began_above=True)
        else:
            cell = next(cells, EMPTY)
            room = min((other for other in above if other > column), default=columns) - column
            slot = Slot(cell, column, min(cell.colspan, room), cell.rowspan - 1)
        yield slot
        column += slot.span
    if next(cells, None) is not None:
        raise ValueError(f"A row has more cells than fit the {columns} columns of its table.")
