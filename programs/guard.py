"""Triggers that keep an adopted edition as adopted, whoever writes to the database.

Installed after every migration, on PostgreSQL and SQLite alike: SQLite drops a table's triggers
silently when a migration remakes the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from programs.exchange import row_models
from programs.models import Edition

EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
MESSAGE = "an adopted edition does not change"
EDITIONS = Edition._meta.db_table
FROZEN = "('adopted', 'withdrawn')"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION programs_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND (SELECT status FROM {EDITIONS} WHERE id = OLD.edition_id) IN {FROZEN}
        OR TG_OP <> 'DELETE' AND (SELECT status FROM {EDITIONS} WHERE id = NEW.edition_id) IN {FROZEN}
    THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$
"""


def install(using: str = "default") -> None:
    """Guard every table of edition rows, anew."""
    connection = connections[using]
    _execute(connection, [*_drops(connection), *_creates(connection)])


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Lift the guard while a backup is restored or a test's tables are emptied."""
    connection = connections[using]
    _execute(connection, list(_drops(connection)))
    try:
        yield
    finally:
        install(using)


def install_after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Install the guard once all apps are migrated, if all its tables are there."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    tables = set(connections[using].introspection.table_names())
    if app_config is last and tables.issuperset(model._meta.db_table for model in row_models()):
        install(using)


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _triggers() -> Iterator[tuple[type[models.Model], str, str]]:
    """Yield each table's model with the event and the name of its trigger."""
    for model in row_models():
        for event in EVENTS:
            yield model, event, f"{model._meta.db_table}_guard_{event.lower()}"


def _drops(connection: BaseDatabaseWrapper) -> Iterator[str]:
    for model, _event, name in _triggers():
        table = f" ON {model._meta.db_table}" if connection.vendor == "postgresql" else ""
        yield f"DROP TRIGGER IF EXISTS {name}{table}"


def _creates(connection: BaseDatabaseWrapper) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield FUNCTION
    for model, event, name in _triggers():
        yield _create(connection.vendor, model._meta.db_table, event, name)


def _create(vendor: str, table: str, event: str, name: str) -> str:
    """Return the statement that makes one trigger."""
    if vendor == "postgresql":
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION programs_refuse_change()"
    frozen = " OR ".join(
        f"(SELECT status FROM {EDITIONS} WHERE id = {row}.edition_id) IN {FROZEN}" for row in EVENTS[event]
    )
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {frozen} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
