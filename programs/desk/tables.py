"""Links from a table of the paper to the page on which the table is edited as a grid."""

from __future__ import annotations

from typing import Any, NamedTuple

from programs.grids.pages import grid_url
from programs.grids.registry import kind_of
from programs.models import Edition


class TableLink(NamedTuple):
    """Where a table is edited as a grid, and what the link says."""

    label: str
    address: str


def table_links(edition: Edition, kind: str, reader: Any) -> list[TableLink]:
    """Return the grids, which the reader may see, of a part of the paper: by its section's kind, or «indicators»."""
    grid = kind_of(kind.replace("_", "-"))
    return [TableLink(str(grid.title), grid_url(edition, grid.kind))] if grid and grid.may_see(reader) else []
