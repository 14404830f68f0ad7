"""The numbers of a table, each a row of its own under the row: of a year and a source, of a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl.admin.locking import changed_sentence, last_change
from programs.grids.base import Grid
from programs.grids.columns import MatrixColumn
from programs.grids.past import Past
from programs.grids.resolving import Entry
from programs.grids.rows import GridRow, Opened, number_of


@dataclass
class Act:
    """A number to be written, or taken out."""

    grid: Grid
    column: MatrixColumn
    row: GridRow
    number: Any
    """The stored row, or None for a new one."""
    value: Decimal | None

    def run(self, parent: Any, by: Any) -> None:
        """Write the number, or take its row out; a refusal is said at its cell."""
        model: Any = self.grid.matrix_model
        action = "delete" if self.value is None else "add" if self.number is None else "change"
        if not self.grid.may(action, model):
            self.row.refuse(self.column.key, _("You may not do this with rows of this kind."))
            return
        number = self.number or model(**self.column.axis)
        setattr(number, self.grid.matrix_link, parent)  # known: none of them is asked for again
        self.grid.own(number)
        number._history_user = by
        if self.value is None:
            number.delete()
            return
        setattr(number, _value_field(number), self.value)
        self._save(number)

    def _save(self, number: Any) -> None:
        own = {field.name for field in number._meta.fields}
        try:
            # The links are the table's own; that no other row has the place, the database sees to.
            number.clean_fields(exclude=own - {_value_field(number)})
            number.clean()
        except ValidationError as error:
            self.row.refuse(self.column.key, " ".join(error.messages))
        else:
            number.save()


def _value_field(number: Any) -> str:
    return "amount" if hasattr(number, "amount") else "value"


class Numbers:
    """What the posted numbers change, each compared with the version that the page was opened with."""

    def __init__(self, grid: Grid, entries: list[Entry], past: Past) -> None:
        self._grid, self._past = grid, past
        self._columns = [column for column in grid.numbers if grid.is_editable(column)]
        found = [entry.objects[grid.row_part.name] for entry in entries]
        self._stored = grid.numbers_of(row for row in found if row is not None and row.pk)
        past.load_numbers(list(self._outdated(entries)))

    def _of(self, entry: Entry) -> dict[str, Any]:
        found = entry.objects[self._grid.row_part.name]
        return self._stored.get(found.pk, {}) if found is not None and found.pk else {}

    def _outdated(self, entries: list[Entry]) -> Iterator[Opened]:
        for entry in entries:
            stored = self._of(entry)
            for column in self._columns:
                opened, number = entry.row.opened.get(column.key), stored.get(column.key)
                if opened and (number is None or Opened(number.pk, number.version) != opened):
                    yield opened

    def values_of(self, entry: Entry) -> dict[str, Decimal]:
        """Return the numbers that a row has once it is saved, by the key of the column."""
        kept = {key: number_of(number) for key, number in self._of(entry).items()}
        typed = {column.key: entry.row.values.get(column.key) for column in self._columns}
        return {key: value for key, value in (kept | typed).items() if value is not None}

    def acts_of(self, entry: Entry) -> Iterator[Act]:
        """Yield what is to be done with a row's numbers; what somebody else changed meanwhile is refused, once."""
        row, stored = entry.row, self._of(entry)
        for key, number in stored.items():
            if self._grid.by_key[key] not in self._columns:
                row.texts[key] = self._grid.by_key[key].shown(number_of(number))
        for column in self._columns:
            if column.key in row.values and self._is_change(column, row, stored.get(column.key)):
                yield Act(self._grid, column, row, stored.get(column.key), row.values[column.key])

    def _is_change(self, column: MatrixColumn, row: GridRow, number: Any) -> bool:
        value, opened = row.values[column.key], row.opened.get(column.key)
        current = None if number is None else number_of(number)
        now = None if number is None else Opened(number.pk, number.version)
        if value == current:
            self._reopen(column, row, now)
            return False
        if now == opened:
            return True
        old = self._past.number(opened) if opened else None
        self._reopen(column, row, now)
        if value == (number_of(old) if old is not None else None):
            row.values[column.key] = current
            row.texts[column.key] = column.shown(current)
            return False
        self._say_changed(column, row, opened or now, current)
        return False

    def _reopen(self, column: MatrixColumn, row: GridRow, now: Opened | None) -> None:
        """Have the cell come back with the version that stands in the database."""
        if now is None:
            row.opened.pop(column.key, None)
        else:
            row.opened[column.key] = now

    def _say_changed(self, column: MatrixColumn, row: GridRow, known: Any, current: Any) -> None:
        row.refuse("", changed_sentence(last_change(self._grid.matrix_model, known.pk)))
        text = column.shown(current) or _("(empty)")
        row.refuse(column.key, _("Now in the database: %(text)s") % {"text": text})
