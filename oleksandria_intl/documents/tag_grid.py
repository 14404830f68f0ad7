"""The grid of a tagged table made whole again where a page break tore it (ISO 14289-1, 7.2).

``splitting`` keeps rowspans off page breaks by estimates, and WeasyPrint tags each page's part of a
table as a table of its own. Where an estimate was too low, a cell reaches out of the one part and is
missing from the next: it is cut to its part, and a blank stands for it in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from pikepdf import Pdf

Tag: TypeAlias = Any
"""A dictionary of pikepdf's; its stubs cannot know what stands in one."""


def mend_grids(pdf: Pdf, tables: Iterable[Tag]) -> None:
    """Make every row of the tables, given in the order of their pages, cover every column once."""
    torn: dict[int, int] = {}
    width = 0
    for table in tables:
        parts = [part for part in table.K if part.S in ("/THead", "/TBody")]
        rows = [row for part in parts for row in part.K]
        heads = sum(len(part.K) for part in parts if part.S == "/THead")
        # A row that itself goes on from the page before has its torn cells with it.
        if torn and heads < len(rows) and _width(rows[heads]) + len(torn) <= width:
            _put_blanks(pdf, rows[heads], torn, len(rows) - heads)
        width = max(map(_width, rows), default=0)
        torn = _close(pdf, rows)


def _width(row: Tag) -> int:
    return sum(_span(cell, "/ColSpan") for cell in row.K)


def _put_blanks(pdf: Pdf, row: Tag, torn: Mapping[int, int], rows_left: int) -> None:
    """Put blanks into the first row after a tear, where the torn cells would go on."""
    cells = iter(row.K)
    mended = []
    column = 0
    while True:
        if column in torn:
            cell = _blank(pdf, row, min(torn[column], rows_left))
        elif not (cell := next(cells, None)):
            break
        mended.append(cell)
        column += _span(cell, "/ColSpan")
    row.K = mended


def _close(pdf: Pdf, rows: Sequence[Tag]) -> dict[int, int]:
    """Cut what reaches below the last row, fill what is short; return the rows still owed by column."""
    covered: dict[int, int] = {}
    owed: dict[int, int] = {}
    width = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row.K:
            column = _free(covered, column, number)
            places = range(column, column + _span(cell, "/ColSpan"))
            end = number + _span(cell, "/RowSpan")
            if end > len(rows):
                cell.A.RowSpan = len(rows) - number
                owed.update(dict.fromkeys(places, end - len(rows)))
            covered.update(dict.fromkeys(places, end))
            column = places.stop
        column = _free(covered, column, number)
        for _ in range(column, width):
            row.K.append(_blank(pdf, row))
        width = max(width, column)
    return owed


def _free(covered: Mapping[int, int], column: int, row: int) -> int:
    """Return the first column from this one on that no cell above covers in the row."""
    while covered.get(column, 0) > row:
        column += 1
    return column


def _span(cell: Tag, name: str) -> int:
    return int(cell.A.get(name, 1))


def _blank(pdf: Pdf, row: Tag, rows: int = 1) -> Tag:
    from pikepdf import Array, Dictionary, Name

    attributes = Dictionary(O=Name.Table, RowSpan=rows)
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TD, P=row, Pg=row.Pg, K=Array(), A=attributes))
