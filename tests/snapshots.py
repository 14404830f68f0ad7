"""Rows that many tests begin with: made by the portal once in a process, from then on written as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from oleksandria_intl.models import ContentTable, ContentTouch, ContentVersion
from programs.models import Edition, UsedCode

Model = type[models.Model]
Statement = tuple[str, list[Any]]
"""What writes rows, with its parameters."""
Row = list[Any]

PARAMETERS = 900  # SQLite takes 999, unless it was built for more
APPS = ("delegations", "budget", "programs", "partners", "oleksandria_intl")

_taken: dict[tuple[Any, ...], tuple[list[Model], list[Statement]]] = {}
"""By what was made, and the state that it was made in: the tables that got rows, and what writes the same."""
_seen: set[tuple[Any, ...]] = set()


def bring_in(name: str, make: Callable[[], object], tables: Sequence[Model] = ()) -> None:
    """Make rows, or write those that were made before in the same minute and state of these tables.

    Two states are the same where each table has as many rows, the last of the same number.
    Only rows of these tables are written: of the portal's own, where none are named.
    """
    known = tables or ours()
    key = (name, _settled(timezone.now()), *_state(known))
    if key in _taken:
        _write(*_taken[key])
        return
    if key not in _seen:  # what is made once is not worth keeping
        _seen.add(key)
        make()
        return
    before = {model: _rows(model) for model in known}
    make()
    # The database itself notes used codes.
    changes = [_Changes(model, before[model]) for model in reversed(known) if model is not UsedCode]
    _taken[key] = (
        [each.model for each in changes if each.inserted],
        [*(one for each in changes for one in each.inserts()), *(one for each in changes for one in each.updates())],
    )


@cache
def ours() -> list[Model]:
    """Return the portal's tables, those that others point at last, without those that the database writes itself."""
    own = (ContentTable, ContentTouch, ContentVersion)
    return [model for label in APPS for model in reversed(_tables(label)) if model not in own]


def _tables(label: str) -> list[Model]:
    """Return an app's tables, those between many and many too."""
    return [*apps.get_app_config(label).get_models(include_auto_created=True)]


def _state(tables: Sequence[Model]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_state_sql(tuple(tables)))
        return tuple(cursor.fetchone())


@cache
def _state_sql(tables: tuple[Model, ...]) -> str:
    asked = (
        f"(SELECT {function} FROM {_quoted(model._meta.db_table)})"
        for model in tables
        for function in ("count(*)", f"max({_quoted(model._meta.pk.column)})")
    )
    return f"SELECT {', '.join(asked)}"


def _write(tables: list[Model], statements: list[Statement]) -> None:
    """Write rows, then set sequences, as ``loaddata`` does."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement, parameters)
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _rows(model: Model) -> dict[Any, Row]:
    """Return all rows of a table by their key, as the database takes their values."""
    fields = _columns(model)
    return {
        row.pk: [field.get_db_prep_save(_settled(getattr(row, field.attname)), connection) for field in fields]
        for row in model._base_manager.order_by("pk")
    }


def _settled(value: Any) -> Any:
    """Return a moment as the beginning of its minute: what a test does to the row comes after that."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def _columns(model: Model) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.generated]


class _Changes:
    """What came into a table and what was changed in it since it held certain rows."""

    def __init__(self, model: Model, before: dict[Any, Row]) -> None:
        self.model, self.before, self.now = model, before, _rows(model)
        self.table = _quoted(model._meta.db_table)
        self.names = [_quoted(field.column) for field in _columns(model)]
        self.inserted = {key: self._begun(row) for key, row in self.now.items() if key not in before}

    def _begun(self, row: Row) -> Row:
        """Return a row as it comes in: an edition is a draft until its own rows are there."""
        if self.model is not Edition:
            return row
        place = [field.name for field in _columns(Edition)].index("status")
        return [*row[:place], "draft", *row[place + 1 :]]

    def inserts(self) -> Iterator[Statement]:
        new = [*self.inserted.values()]
        for first in range(0, len(new), at_once := PARAMETERS // len(self.names)):
            some = new[first : first + at_once]
            values = ", ".join([f"({', '.join(['%s'] * len(self.names))})"] * len(some))
            into = f"INSERT INTO {self.table} ({', '.join(self.names)}) VALUES {values}"
            yield into, [value for row in some for value in row]

    def updates(self) -> Iterator[Statement]:
        assigned = ", ".join(f"{name} = %s" for name in self.names)
        update = f"UPDATE {self.table} SET {assigned} WHERE {_quoted(self.model._meta.pk.column)} = %s"
        for key, row in self.now.items():
            if (self.inserted.get(key) or self.before[key]) != row:
                yield update, [*row, key]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
