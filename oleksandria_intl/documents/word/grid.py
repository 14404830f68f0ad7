"""Where the cells of a table fall when some cover several columns and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from oleksandria_intl.documents.blocks import Cell, Column, Row, RowGroup


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place: first column, columns covered, its part in a cell of several rows."""

    cell: Cell
    column: int
    span: int
    merge: Literal["", "restart", "continue"] = ""
    rows_left: int = 0


def slots_of(group: RowGroup, columns: int) -> Iterator[list[Slot]]:
    """Yield the slots of each row; short rows are filled up, no cell reaches out of its group.

    Raises ValueError for a row that has more cells than the table has room for.
    """
    covered: dict[int, Slot] = {}
    for row in group.rows:
        slots = _row(row, columns, covered)
        covered = {slot.column: slot for slot in slots if slot.rows_left}
        yield slots


def widths_of(columns: tuple[Column, ...], width: int) -> list[int]:
    """Return the widths of the columns by their shares; they add up to the whole."""
    total = sum(column.width for column in columns) or 1
    edges = [0]
    share = 0.0
    for column in columns:
        share += column.width
        edges.append(round(width * share / total))
    return [right - left for left, right in pairwise(edges)]


def _row(row: Row, columns: int, covered: dict[int, Slot]) -> list[Slot]:
    cells = iter(row.cells)
    slots: list[Slot] = []
    column = 0
    while column < columns:
        above = covered.get(column)
        slot = _continued(above) if above else _placed(next(cells, Cell()), column, columns, covered)
        slots.append(slot)
        column += slot.span
    if next(cells, None) is not None:
        raise ValueError(f"A row has more cells than fit the {columns} columns of its table.")
    return slots


def _continued(above: Slot) -> Slot:
    return replace(above, merge="continue", rows_left=above.rows_left - 1)


def _placed(cell: Cell, column: int, columns: int, covered: dict[int, Slot]) -> Slot:
    room = min((other for other in covered if other > column), default=columns) - column
    merge: Literal["", "restart"] = "restart" if cell.rowspan > 1 else ""
    return Slot(cell, column, min(cell.colspan, room), merge, cell.rowspan - 1)
