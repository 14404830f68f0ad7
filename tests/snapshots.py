"""Rows that many tests begin with: brought in by the portal once in a process, from then on written as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

Rows = list[tuple[str, list[Any]]]
"""Statements that write rows, with their parameters."""

PARAMETERS = 900  # SQLite takes 999, unless it was built for more

Tables = Sequence[type[models.Model]]

_taken: dict[str, Rows] = {}


def bring_in(name: str, tables: Tables, load: Callable[[], object]) -> None:
    """Load rows; if these tables were empty, keep what they hold then, and write the same the next time."""
    if _anything(tables):
        load()
    elif name in _taken:
        _write(_taken[name], tables)
    else:
        load()
        _taken[name] = list(_statements(tables))


def _anything(tables: Tables) -> bool:
    """Tell whether any of the tables has a row."""
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {_quoted(model._meta.db_table)})" for model in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return bool(cursor.fetchone()[0])


def _write(rows: Rows, tables: Tables) -> None:
    """Write rows, in whatever order of the tables; then set sequences and check constraints, as ``loaddata`` does."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, parameters in rows:
            cursor.execute(statement, parameters)
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
        connection.check_constraints()


def _statements(tables: Tables) -> Iterator[tuple[str, list[Any]]]:
    """Yield what writes all rows of the tables, as they are now."""
    for model in tables:
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        into = f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(_quoted(field.column) for field in fields)})"
        values = f"({', '.join(['%s'] * len(fields))})"
        rows = [[_prepared(field, row) for field in fields] for row in model._base_manager.order_by("pk")]
        at_once = PARAMETERS // len(fields)
        for first in range(0, len(rows), at_once):
            some = rows[first : first + at_once]
            yield f"{into} VALUES {', '.join([values] * len(some))}", [value for row in some for value in row]


def _prepared(field: models.Field[Any, Any], row: models.Model) -> Any:
    """Return a value as the database takes it."""
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
