"""Links from a table of the paper to the page on which the table is edited as a grid."""

from __future__ import annotations

from typing import NamedTuple

from programs.models import Edition


class TableLink(NamedTuple):
    """Where a table is edited as a grid, and what the link says."""

    label: str
    address: str


def table_links(edition: Edition, kind: str) -> list[TableLink]:
    """Return the grids of a part of the paper, by the kind of its section, «passport» or «indicators»."""
    return []
