"""Which rows of the database the posted rows of a table are: those that are there, those to be made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from oleksandria_intl.admin.locking import deleted_sentence, last_change
from programs.grids.base import Grid, Part
from programs.grids.past import Past
from programs.grids.rows import GridRow


@dataclass
class Entry:
    """A posted row with the row of each part that it stands for."""

    row: GridRow
    objects: dict[str, Any] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    """The parts whose cells stand in this row; the others are as above."""


class Resolver:
    """Walks down the table, as one reads it: an empty cell of a shared part is as above."""

    def __init__(self, grid: Grid, rows: list[GridRow]) -> None:
        self.grid, self.rows = grid, rows
        self.stored: dict[str, dict[int, Any]] = {part.name: {} for part in grid.all_parts}
        for combination in grid.stored():
            for name, found in combination.items():
                if found is not None:
                    self.stored[name].setdefault(found.pk, found)
        self.past = Past(grid, rows, self.stored)
        self._named = {self._name_of(part, found): found for part in grid.all_parts for found in self._all(part)}
        self._above: dict[str, Any] = {}
        self._numbered: dict[tuple[str, str], Any] = {}

    def entries(self) -> list[Entry]:
        """Return the rows with what they stand for; what somebody deleted meanwhile and nobody touched here is gone."""
        for row in self.rows:
            row.is_gone = self._is_gone(row)
            row.is_removed = row.is_removed or row.is_gone
        self._number([row for row in self.rows if not row.is_gone])
        return [self._entry(row) for row in self.rows]

    def _all(self, part: Part) -> list[Any]:
        return list(self.stored[part.name].values()) if part.is_shared else []

    def _name_of(self, part: Part, found: Any) -> tuple[str, Any, str]:
        parent = getattr(found, f"{part.links[0]}_id") if part.links else None
        return part.name, parent, self.grid.key_of(part.name, found)

    def _is_gone(self, row: GridRow) -> bool:
        """Whether what the row was about is deleted by now, and nothing was typed into it."""
        opened = [part for part in self.grid.all_parts if part.name in row.opened]
        about = [part for part in opened if not part.is_shared] or opened
        lost = [part for part in about if row.opened[part.name].pk not in self.stored[part.name]]
        return bool(lost) and (row.is_removed or not any(self.past.is_touched(part, row) for part in lost))

    def _number(self, rows: list[GridRow]) -> None:
        """Find what each number of a shared part stands for, wherever its cells stand."""
        for part in (part for part in self.grid.all_parts if part.number is not None):
            for row in rows:
                number = row.texts.get(part.number.key, "").strip()  # type: ignore[union-attr]
                is_given = part.name in row.opened or row.is_filled(part.columns)
                if number and is_given and (part.name, number) not in self._numbered:
                    self._numbered[part.name, number] = self._opened_or_new(part, row, None)

    def _entry(self, row: GridRow) -> Entry:
        entry = Entry(row)
        for part in self.grid.all_parts:
            if part.number is not None:
                found = self._by_number(part, entry)
            elif part.is_shared:
                found = self._shared(part, entry)
            else:
                found = self._own(part, entry)
            entry.objects[part.name] = found
            if part.is_shared:
                self._have_above(part, found)
        return entry

    def _have_above(self, part: Part, found: Any) -> None:
        """Let the rows below share it; what stood above within another parent is shared no more."""
        if self._above.get(part.name) is not found:
            self._forget_within(part.name)
        self._above[part.name] = found

    def _forget_within(self, name: str) -> None:
        for part in self.grid.all_parts:
            if part.is_shared and name in part.links[:1]:
                self._above.pop(part.name, None)
                self._forget_within(part.name)

    def _own(self, part: Part, entry: Entry) -> Any:
        row = entry.row
        if row.is_gone or not self._has_own(row):
            return None
        entry.given.add(part.name)
        return self._opened_or_new(part, row, None)

    def _shared(self, part: Part, entry: Entry) -> Any:
        row = entry.row
        is_typed = row.is_filled(part.columns)
        is_kept = part.name in row.opened and not any(map(self.grid.is_editable, part.columns))
        if not is_typed and not is_kept:
            return self._above.get(part.name)
        entry.given.add(part.name)
        parent = entry.objects.get(part.links[0]) if part.links else None
        return self._opened_or_new(part, row, parent)

    def _by_number(self, part: Part, entry: Entry) -> Any:
        row, key = entry.row, part.number.key  # type: ignore[union-attr]
        number, is_filled = row.texts.get(key, "").strip(), row.is_filled(part.columns)
        is_given = is_filled or part.name in row.opened
        if not number:
            if is_given:
                entry.given.add(part.name)
                return self._opened_or_new(part, row, None)
            return self._above.get(part.name) if self._has_own(row) else None
        found = self._numbered.get((part.name, number))
        if found is None:
            row.refuse(key, _("No row of the table describes number %(number)s.") % {"number": number})
        if is_given:
            entry.given.add(part.name)
        return found

    def _has_own(self, row: GridRow) -> bool:
        filled = {key for key, text in row.texts.items() if text}
        return self.grid.row_part.name in row.opened or self.grid.has_row(filled | set(row.opened))

    def _opened_or_new(self, part: Part, row: GridRow, parent: Any) -> Any:
        """Return the row that the cells were opened with; one of the same name; else a new one."""
        opened = row.opened.get(part.name)
        if opened and (found := self.stored[part.name].get(opened.pk)):
            return found
        if row.is_gone:
            return None
        if opened:
            row.refuse("", deleted_sentence(last_change(part.model, opened.pk)))
            del row.opened[part.name]
            for key in [key for key in row.opened if key in self.grid.row_keys]:
                del row.opened[key]
        if not part.is_shared or part.number is not None:
            return part.model()
        name = self.grid.text_key(row.texts.get(part.columns[0].key, ""))
        by_name = (part.name, _identity(parent), name)
        if by_name not in self._named:
            self._named[by_name] = part.model()
        return self._named[by_name]


def _identity(row: models.Model | None) -> Any:
    """Return by what a parent is known, be it stored or not yet."""
    if row is None:
        return None
    return row.pk or f"new {id(row)}"
