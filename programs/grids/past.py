"""Rows as they were when a page was opened: whether what came back was touched meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from programs.grids.base import Grid, Part
from programs.grids.rows import GridRow, Opened

_MISSING = object()


class Past:
    """Old versions of the rows of a table, asked for once for each of its models, and only where they are needed."""

    def __init__(self, grid: Grid, rows: Iterable[GridRow], stored: dict[str, dict[int, Any]]) -> None:
        self._grid = grid
        self._old: dict[tuple[str, Opened], Any] = {}
        for part in grid.all_parts:
            opened = {row.opened[part.name] for row in rows if part.name in row.opened}
            outdated = [each for each in opened if _is_outdated(stored.get(part.name, {}).get(each.pk), each)]
            self._load(part.name, part.model, outdated)

    def load_numbers(self, opened: list[Opened]) -> None:
        """Load the old versions of numbers, too."""
        self._load("", self._grid.matrix_model, opened)

    def _load(self, name: str, model: Any, opened: list[Opened]) -> None:
        if not opened:
            return
        key = model._meta.pk.attname
        found = model.history.filter(**{f"{key}__in": [each.pk for each in opened]})
        for record in found.filter(version__in={each.version for each in opened}):
            self._old[name, Opened(getattr(record, key), record.version)] = record.instance

    def row(self, part: Part, opened: Opened) -> Any:
        """Return a row as it was, or nothing."""
        return self._old.get((part.name, opened))

    def number(self, opened: Opened) -> Any:
        """Return a number's row as it was, or nothing."""
        return self._old.get(("", opened))

    def is_touched(self, part: Part, row: GridRow) -> bool:
        """Whether cells of a part say something else than when the page was opened."""
        old = self.row(part, row.opened[part.name])
        return old is None or any(
            self._is_changed(column, row, old) for column in part.columns if self._grid.is_editable(column)
        )

    def _is_changed(self, column: Any, row: GridRow, old: Any) -> bool:
        if column.key in row.was:
            return bool(row.was[column.key].strip() != row.texts.get(column.key, "").strip())
        value = row.values.get(column.key, _MISSING)
        return value is _MISSING or not column.is_same(value, column.read(old))


def _is_outdated(row: Any, opened: Opened) -> bool:
    return row is None or bool(row.version != opened.version)
