"""Which tables of an edition are edited as tables, in the order of the paper."""

from __future__ import annotations

from typing import Any

from programs.grids.base import Grid
from programs.models import Edition


class EditionGrid(Grid):
    """A table of an edition's rows: it closes with the edition."""

    owner_field = "edition"
    owner: Edition

    @property
    def is_open(self) -> bool:
        """Whether the edition still changes."""
        return not self.owner.is_frozen


_KINDS: dict[str, type[EditionGrid]] = {}


def register(grid: type[EditionGrid]) -> None:
    """Have editions offer a table."""
    _KINDS[grid.kind] = grid


def kind_of(kind: str) -> type[EditionGrid] | None:
    """Return the table of a kind, or nothing."""
    return _KINDS.get(kind)


def grids_of(user: Any) -> list[type[EditionGrid]]:
    """Return the tables that a person may see, in the order of the paper."""
    kinds = sorted(_KINDS.values(), key=lambda grid: grid.place)
    return [grid for grid in kinds if grid.may_see(user)]
