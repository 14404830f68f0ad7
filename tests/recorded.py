"""A database kept as data: the names of its migrations and the rows of all its tables, on either database."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from oleksandria_intl.backup.past_tables import make_tables
from oleksandria_intl.backup.tables import with_tables

FOLDER = Path(__file__).parent / "data" / "databases"

Recording = dict[str, Any]
"""``migrations``: pairs of app and name; ``tables``: of every model its columns, as fields are called, and its rows."""


def record(connection: Any) -> Recording:
    """Return what a database holds, its values as JSON has them."""
    return {
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
        "tables": {model._meta.label_lower: _content(model) for model in with_tables(left_out=())},
    }


def _content(model: type[models.Model]) -> dict[str, Any]:
    names = [field.attname for field in model._meta.concrete_fields]
    return {"columns": names, "rows": [*model._default_manager.order_by("pk").values_list(*names)]}


def write(file: Path, recording: Recording) -> None:
    """Keep a recording; the same content is the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(recording, ensure_ascii=False, default=str)
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


def read(file: Path) -> Recording:
    """Return a recording that was kept."""
    found: Recording = json.loads(gzip.decompress(file.read_bytes()))
    return found


def restore(recording: Recording, connection: Any) -> None:
    """Make the tables of a recording's migrations in an empty database, and its rows in them."""
    tables = with_tables(make_tables(recording["migrations"], connection), left_out=())
    # Django's keys between tables are deferred: the order in which rows come does not matter.
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for model in tables:
            _insert(model, recording["tables"][model._meta.label_lower], cursor, connection)
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def present_migrations(connection: Any) -> list[tuple[str, str]]:
    """Return all migrations that there are, in the order of their names."""
    return sorted(MigrationLoader(connection).graph.nodes)


def _insert(model: type[models.Model], content: dict[str, Any], cursor: Any, connection: Any) -> None:
    fields: list[Any] = [field for name in content["columns"] for field in _fields(model) if field.attname == name]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
    for row in content["rows"]:
        values = zip(fields, row, strict=True)
        cursor.execute(
            statement, [field.get_db_prep_save(field.to_python(value), connection) for field, value in values]
        )


def _fields(model: type[models.Model]) -> Iterable[Any]:
    return model._meta.concrete_fields
