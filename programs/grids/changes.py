"""What is to be written of each row: values, links, the place in its list."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programs.grids.base import Grid, Part
from programs.grids.columns import Column
from programs.grids.resolving import Entry
from programs.grids.rows import GridRow


@dataclass
class Work:
    """A row of the database, and what is to be written of it."""

    found: Any
    row: GridRow
    """The row of the table where it stands first; what is refused is said there."""
    values: dict[str, tuple[Column, Any]] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    order: tuple[str, int] | None = None

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.values or self.links or self.order or self.found._state.adding)

    @property
    def is_stuck(self) -> bool:
        """Whether the row that it is to stand under was refused."""
        return any(parent.pk is None for parent in self.links.values())

    def apply(self, grid: Grid, part: Part) -> None:
        """Put everything into the row; a value that it does not take is refused at its cell."""
        grid.own(self.found)
        if self.found._state.adding:
            grid.begin(part, self.found)
        for name, parent in self.links.items():
            setattr(self.found, name, parent)
        for column, value in self.values.values():
            self._put(column, value)
        if self.order:
            setattr(self.found, *self.order)

    def _put(self, column: Column, value: Any) -> None:
        try:
            column.write(self.found, value)
        except ValidationError as error:
            self.row.refuse(column.key, " ".join(error.messages))


class Changes:
    """What is to be written, by part and in the order of the table."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._works: dict[str, dict[int, Work]] = {part.name: {} for part in grid.all_parts}

    def of(self, part: Part) -> list[Work]:
        """Return the work on rows of a part; new rows come last, when their places are free."""
        return sorted(self._works[part.name].values(), key=self._written_first)

    def _written_first(self, work: Work) -> Any:
        values = {key: value for key, (_column, value) in work.values.items()}
        return self._grid.written_first(work.found, values), work.found._state.adding

    def use(self, part: Part, found: Any, row: GridRow) -> Work:
        """Note that a row of the table stands for a row of the database."""
        return self._works[part.name].setdefault(id(found), Work(found, row))

    def is_used(self, part: Part, found: Any) -> bool:
        """Whether any row of the table stands for it."""
        return id(found) in self._works[part.name]

    def set(self, part: Part, found: Any, column: Column, value: Any, row: GridRow) -> None:
        """Note a value; refuse a second one that says otherwise."""
        work = self.use(part, found, row)
        if column.key in work.values and not column.is_same(work.values[column.key][1], value):
            row.refuse(column.key, _("Another row says something else of the same: leave one of them empty."))
            return
        work.values[column.key] = (column, value)

    def link(self, part: Part, found: Any, name: str, parent: Any, row: GridRow) -> None:
        """Note under what a row is to stand."""
        self.use(part, found, row).links[name] = parent

    def put_in_order(self, entries: list[Entry]) -> None:
        """Give rows their places as they stand in the table; those that stand right keep theirs."""
        for part in self._grid.all_parts:
            if part.order:
                for group in self._groups(part, entries):
                    self._order(part, group)

    def _groups(self, part: Part, entries: list[Entry]) -> list[list[Work]]:
        groups: dict[int, dict[int, Work]] = {}
        for entry in entries:
            found = entry.objects[part.name]
            work = self._works[part.name].get(id(found))
            if work is not None and not entry.row.is_removed:
                within = id(entry.objects[part.links[0]]) if part.links else 0
                groups.setdefault(within, {}).setdefault(id(found), work)
        return [list(group.values()) for group in groups.values()]

    def _order(self, part: Part, group: list[Work]) -> None:
        places = [None if work.found._state.adding else getattr(work.found, part.order) for work in group]
        known = [place for place in places if place is not None]
        is_rising = all(one < other for one, other in pairwise(known))
        are_new_last = places == known + [None] * (len(places) - len(known))
        if is_rising and are_new_last:
            last = known[-1] if known else 0
            wanted = known + list(range(last + 1, last + 1 + len(places) - len(known)))
        else:
            wanted = list(range(1, len(places) + 1))
        for work, place, due in zip(group, places, wanted, strict=True):
            if place != due and (place is None or self._grid.may("change", part.model)):
                work.order = (part.order, due)
