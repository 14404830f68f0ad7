"""Saving a table: one transaction, only what changed, each row under its lock; what is refused comes back whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl.admin.base import REFUSALS, refusal_sentence
from oleksandria_intl.admin.locking import changed_sentence, last_change
from programs.grids.base import Grid, Part
from programs.grids.changes import Changes, Work
from programs.grids.numbers import Numbers
from programs.grids.resolving import Entry, Resolver
from programs.grids.rows import GridRow, read_values


class Refused(Exception):
    """Something in the table is refused, and nothing is written; the rows say what and where."""


@transaction.atomic
def save_grid(*, grid: Grid, rows: list[GridRow], by: Any) -> bool:
    """Write what changed in the table, and return whether anything did; raises ``Refused`` with the rows marked."""
    read_values(grid, rows)
    saving = _Saving(grid, rows, by)
    saving.run()
    if any(row.errors for row in rows):
        raise Refused
    return saving.is_changed


class _Saving:
    def __init__(self, grid: Grid, rows: list[GridRow], by: Any) -> None:
        self.grid, self.rows, self.by = grid, rows, by
        self.resolver = Resolver(grid, rows)
        self.entries = self.resolver.entries()
        self.changes = Changes(grid)
        self.is_changed = False

    def run(self) -> None:
        """Compare, remove, write, in this order."""
        for entry in self.entries:
            self._take(entry)
        self.changes.put_in_order(self.entries)
        numbers = Numbers(self.grid, self.entries, self.resolver.past)
        for entry in self.entries:
            if entry.row.is_removed and not entry.row.is_gone:
                self._remove(entry)
        for part in self.grid.all_parts:
            for work in self.changes.of(part):
                self._write(part, work)
        for entry in self.entries:
            self._write_numbers(entry, numbers)
        self._remove_unshared()

    # What was typed

    def _take(self, entry: Entry) -> None:
        """Note what a row's cells change, unless somebody else changed them meanwhile."""
        row = entry.row
        for part in self.grid.all_parts:
            found = entry.objects[part.name]
            if row.is_removed:
                continue
            if found is not None:
                self.changes.use(part, found, row)
            if part.name in entry.given and found is not None:
                self._take_cells(part, entry, found)
            self._link(part, entry)

    def _take_cells(self, part: Part, entry: Entry, found: Any) -> None:
        row = entry.row
        opened = row.opened.get(part.name)
        self._show_fixed(part, row, found)
        is_outdated = opened is not None and opened.version != found.version
        if is_outdated and not self.resolver.past.is_touched(part, row):
            self._show_stored(part, row, found)
            return
        changed = [column for column in part.columns if self._takes(column, row, found, part)]
        if is_outdated and changed:
            self._say_changed(part, row, found, changed)

    def _takes(self, column: Any, row: GridRow, found: Any, part: Part) -> bool:
        """Note the value of a cell if it is another one; say whether it is."""
        if not self.grid.is_editable(column) or column.key not in row.values:
            return False
        value = row.values[column.key]
        if column.is_required and value in (None, "") and column.key not in row.errors:
            row.refuse(column.key, _("Fill this in."))
        if not found._state.adding and column.is_same(value, column.read(found)):
            return False
        if column.key in row.was and not self._is_own_change(column, row, column.shown(column.read(found))):
            return False
        self.changes.set(part, found, column, value, row)
        return True

    def _is_own_change(self, column: Any, row: GridRow, stored: str) -> bool:
        """Whether a cell without a version of its own was changed here; refuse, once, what was changed there, too."""
        was, row.was[column.key] = row.was[column.key].strip(), stored
        if was == row.texts.get(column.key, "").strip():
            row.texts[column.key] = stored
            return False
        if was != stored:
            row.refuse("", _("Somebody else changed this meanwhile. Save again to put your text in its place."))
            row.refuse(column.key, _("Now in the database: %(text)s") % {"text": stored or _("(empty)")})
        return True

    def _say_changed(self, part: Part, row: GridRow, found: Any, columns: list[Any]) -> None:
        """Refuse, once, to overwrite what somebody else saved."""
        row.opened[part.name] = row.opened[part.name]._replace(version=found.version)
        row.refuse("", changed_sentence(last_change(part.model, found.pk)))
        for column in columns:
            text = column.shown(column.read(found)) or _("(empty)")
            row.refuse(column.key, _("Now in the database: %(text)s") % {"text": text})

    def _show_stored(self, part: Part, row: GridRow, found: Any) -> None:
        """Show what somebody else saved in cells that were not touched here."""
        row.opened[part.name] = row.opened[part.name]._replace(version=found.version)
        row.texts |= {column.key: column.shown(column.read(found)) for column in part.columns}

    def _show_fixed(self, part: Part, row: GridRow, found: Any) -> None:
        """Show again what nobody could type into."""
        fixed = [column for column in part.columns if not self.grid.is_editable(column)]
        row.texts |= {column.key: column.shown(column.read(found)) for column in fixed if found.pk}

    def _link(self, part: Part, entry: Entry) -> None:
        found = entry.objects[part.name]
        if found is None:
            return
        for name in part.links:
            parent = entry.objects[name]
            if parent is None:
                self._say_missing(self.grid.part(name), entry.row)
            elif parent.pk is None or getattr(found, f"{name}_id") != parent.pk:
                self.changes.link(part, found, name, parent, entry.row)

    def _say_missing(self, part: Part, row: GridRow) -> None:
        """Refuse a row that stands under nothing, unless its number was refused already."""
        if part.number is None or part.number.key not in row.errors:
            row.refuse(part.columns[0].key, _("Fill this in."))

    # Writing

    def _write(self, part: Part, work: Work) -> None:
        row = work.row
        if not work.is_needed or work.is_stuck:
            return
        action = "add" if work.found._state.adding else "change"
        if not self.grid.may(action, part.model):
            row.refuse("", _("You may not do this with rows of this kind."))
            return
        work.apply(self.grid, part)
        if not row.errors and self._is_valid(part, work):
            work.found._history_user = self.by
            work.found.save()
            for column, value in work.values.values():
                column.finish(work.found, value, self.by)
            self.is_changed = True

    def _is_valid(self, part: Part, work: Work) -> bool:
        try:
            work.found.full_clean(exclude=self._unchecked(part))
        except ValidationError as error:
            said = error.message_dict
            for name, sentences in said.items():
                column = next((column for column in part.columns if name in column.fields), None)
                for sentence in sentences:
                    work.row.refuse(column.key if column else "", sentence)
            return False
        return True

    def _unchecked(self, part: Part) -> set[str]:
        """Return the fields that the table itself fills in: asking whether their rows exist is a query each."""
        return {*part.links, "code", "measure"} & {field.name for field in part.model._meta.fields}

    def _write_numbers(self, entry: Entry, numbers: Numbers) -> None:
        row, found = entry.row, entry.objects[self.grid.row_part.name]
        if row.is_removed or found is None:
            return
        acts = [act for act in numbers.acts_of(entry) if found.pk and not row.errors.get(act.column.key)]
        for act in acts:
            act.run(found, self.by)
            self.is_changed = True
        if acts and (sentence := self.grid.complaints(found, numbers.values_of(entry))):
            row.refuse("", sentence)

    # Removing

    def _remove(self, entry: Entry) -> None:
        """Delete what a removed row was about; refuse, once, where somebody changed it meanwhile."""
        row, part = entry.row, self.grid.row_part
        found, opened = entry.objects[part.name], entry.row.opened.get(part.name)
        if found is None or found.pk is None or opened is None:
            return
        if opened.version != found.version:
            row.opened[part.name] = opened._replace(version=found.version)
            row.refuse("", changed_sentence(last_change(part.model, found.pk)))
            sentence = _("Somebody else changed a row that you delete. Save again to delete it nevertheless.")
            row.refuse("", sentence)
            return
        self._delete(found, row)

    def _delete(self, found: Any, row: GridRow) -> None:
        try:
            with transaction.atomic():
                found._history_user = self.by
                found.delete()
        except REFUSALS as error:
            row.refuse("", refusal_sentence(error))
        else:
            self.is_changed = True

    def _remove_unshared(self) -> None:
        """Delete the shared rows that stood in the table and stand in no row any more, the innermost first."""
        for part in reversed([part for part in self.grid.all_parts if part.is_shared]):
            for row, found in self._let_go(part):
                if not self.grid.may("delete", part.model):
                    row.refuse(part.columns[0].key, _("You may not remove this."))
                elif not self._has_rows(part, found):
                    self._delete(found, row)

    def _let_go(self, part: Part) -> Iterable[tuple[GridRow, Any]]:
        for row in (row for row in self.rows if not row.is_gone):
            opened = row.opened.get(part.name)
            found = self.resolver.stored[part.name].get(opened.pk) if opened else None
            if found is not None and found.pk and not self.changes.is_used(part, found):
                yield row, found

    def _has_rows(self, part: Part, found: Any) -> bool:
        """Whether rows stand under it that this table did not show."""
        within = [other for other in self.grid.all_parts if part.name in other.links]
        return any(other.model._default_manager.filter(**{part.name: found.pk}).exists() for other in within)
