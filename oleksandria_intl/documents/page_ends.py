"""The lines at the top and the bottom of a page where a table goes on: a cell that goes on is closed there.

WeasyPrint draws a table on each page with the lines that it has as a whole, and between a cell and the
blank that continues it there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Box: TypeAlias = Any
"""A box of WeasyPrint's, which has no types."""


def close_tables(pages: Iterable[Any]) -> None:
    """Give each page's part of a table its outer lines."""
    for page in pages:
        for table in tables_of(page._page_box):
            _close(table)


def tables_of(box: Box) -> Iterator[Box]:
    """Yield the tables inside a box that stand in no other table."""
    for child in getattr(box, "children", ()):
        if hasattr(child, "collapsed_border_grid"):
            yield child
        else:
            yield from tables_of(child)


def _close(table: Box) -> None:
    """Draw at both ends of the part what stands above the whole table, on a copy of its lines."""
    groups = table.children
    rows = sum(len(group.children) for group in groups)
    if not rows:
        return
    vertical, horizontal = table.collapsed_border_grid
    heads = len(groups[0].children) if groups[0].is_header else 0
    offset = table.skipped_rows - heads if table.skipped_rows else 0
    lines = list(horizontal)
    for end in (rows + offset, 0 if heads else offset):
        lines[end] = horizontal[0]
    table.collapsed_border_grid = vertical, lines
