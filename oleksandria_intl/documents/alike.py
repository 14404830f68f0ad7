"""A column whose cells all say the same: a paper says it once, in a line above the table."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from .blocks import Blocks, Cell, Paragraph, RowGroup, Table, plain, text_of
from .grid import placed_group

FEWEST = 2
"""How many cells there have to be for a column to be taken out."""


def said_once(table: Table) -> tuple[Blocks, Table]:
    """Return the lines above a table, and the table without the columns that they stand for."""
    found = {place: text for place, text in enumerate(_common(table)) if text}
    if not found:
        return (), table
    lines = (f"{table.columns[place].head}: {text}" for place, text in found.items())
    columns = tuple(column for place, column in enumerate(table.columns) if place not in found)
    groups = tuple(_without(group, len(table.columns), found.keys()) for group in table.groups)
    said = tuple(Paragraph(plain(line), align="left", indent=False, keep_with_next=True) for line in lines)
    return said, replace(table, columns=columns, groups=groups)


def _common(table: Table) -> Iterator[str]:
    """Yield for each column what all its cells say; nothing where they differ, or are too few."""
    texts: list[list[str]] = [[] for _column in table.columns]
    if any(column.says_once for column in table.columns):
        for group in table.groups:
            for row in placed_group(group, len(table.columns)):
                for slot in row:
                    if slot.span == 1 and slot.shown.content:
                        texts[slot.column].append(_said(slot.shown))
    for column, said in zip(table.columns, texts, strict=True):
        is_common = column.says_once and len(said) >= FEWEST and len(set(said)) == 1
        yield said[0] if is_common else ""


def _said(cell: Cell) -> str:
    return " ".join(text_of(block.runs) for block in cell.content if isinstance(block, Paragraph))


def _without(group: RowGroup, columns: int, dropped: Container[int]) -> RowGroup:
    """Return a group without the cells of some columns; cells over several columns cover fewer."""
    rows = []
    for row, slots in zip(group.rows, placed_group(group, columns), strict=True):
        cells = []
        for slot in slots:
            left = sum(place not in dropped for place in range(slot.column, slot.column + slot.span))
            if left and not slot.above:
                cells.append(replace(slot.cell, colspan=left, rowspan=slot.rows))
        rows.append(replace(row, cells=tuple(cells)))
    return RowGroup(tuple(rows))
