"""The tables of an earlier release, made in an empty database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .tables import with_tables


def make_tables(migrations: Sequence[tuple[str, str]], connection: Any) -> Any:
    """Make the tables that migrations, named by app and in order, end with; return the registry of their models.

    They are made at once, and the migrations noted: one by one it takes Django forty times as long. What migrations
    wrote into rows is not made: those come with the data.
    """
    last: dict[str, str] = dict(migrations)
    registry = MigrationLoader(connection).project_state([*last.items()]).apps
    with connection.schema_editor() as editor:
        for model in with_tables(registry, left_out=()):
            if not model._meta.auto_created:
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in migrations:
        recorder.record_applied(app, name)
    return registry
