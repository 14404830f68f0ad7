"""Where tables go on over pages, for councils that head such pages with «Продовження таблиці».

CSS can repeat the head of a table and cannot repeat another one: so a paper is laid out on trial to learn
where its tables are parted, and again with a table of its own on each page. Only tables whose columns are
numbered are continued so; the numbers of their columns stand for the heads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeAlias

from .blocks import Block, Blocks, Landscape, Table
from .page_ends import Box, tables_of
from .splitting import Piece

WORDS = "Продовження таблиці"
NUMBERED = "numbered"
"""The class of a table whose columns are numbered."""
HEADS = 1
"""On trial the heads are a row that does not repeat."""
Breaks: TypeAlias = "Mapping[int, Sequence[int]]"
"""Before which of its rows, counted from 0 below the heads, pages end; by the table's place among the numbered ones."""


def on_trial(blocks: Blocks) -> Blocks:
    """Return what has to be laid out on trial: turned sheets with numbered tables, or all if an upright one has some.

    A turned sheet begins a page, so that what stands before it does not move its tables.
    """
    if any(map(_may_go_on, blocks)):
        return blocks
    return tuple(block for block in blocks if isinstance(block, Landscape) and any(map(_may_go_on, block.blocks)))


def _may_go_on(block: Block) -> bool:
    return isinstance(block, Table) and block.numbered_columns


def breaks_of(pages: Iterable[Any]) -> Breaks:
    """Return where the pages of a trial part the tables; not where they part a row, or the heads from the rows."""
    breaks: dict[int, list[int]] = {}
    places: dict[int, int] = {}
    ends: dict[int, int] = {}
    for page in pages:
        for table in filter(_is_numbered, tables_of(page._page_box)):
            place = places.setdefault(id(table.element), len(places))
            first, count = _rows(table)
            if first > HEADS and first == ends.get(place):
                breaks.setdefault(place, []).append(first - HEADS)
            ends[place] = first + count
    return breaks


def _is_numbered(table: Box) -> bool:
    """Tell whether a table takes part in the count of those whose columns are numbered."""
    return bool(table.element.get("class") == NUMBERED)


def _rows(table: Box) -> tuple[int, int]:
    """Return which row of a table is the first on a page, and how many stand there, its heads not counted."""
    heads = sum(len(group.children) for group in table.children if group.is_header)
    count = sum(len(group.children) for group in table.children) - heads
    return max(0, table.skipped_rows - heads), count


def parted(pieces: Iterable[Piece], breaks: Sequence[int]) -> list[list[Piece]]:
    """Return the pieces of a table page by page."""
    parts: list[list[Piece]] = [[]]
    row = 0
    for piece in pieces:
        for part in _cut(piece, [place - row for place in breaks]):
            if row in breaks:
                parts.append([])
            parts[-1].append(_begun(part) if row in breaks else part)
            row += len(part.rows)
    return parts


def _cut(piece: Piece, places: Sequence[int]) -> Iterator[Piece]:
    bounds = [0, *(place for place in places if 0 < place < len(piece.rows)), len(piece.rows)]
    for first, end in pairwise(bounds):
        yield replace(piece, rows=piece.rows[first:end])


def _begun(piece: Piece) -> Piece:
    """Return the first piece of a page: its cells begin there, whatever stands on the page before."""
    first, *others = piece.rows
    return replace(piece, rows=[[replace(slot, continued=False) for slot in first], *others])
