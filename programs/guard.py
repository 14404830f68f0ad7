"""Triggers that keep an adopted edition as adopted, codes and records of erasures for good, whoever writes.

Installed after every migration, on PostgreSQL and SQLite alike: SQLite drops a table's triggers
silently when a migration remakes the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from oleksandria_intl.models import Erasure
from programs.code_triggers import CodedTable, coded_models
from programs.exchange import row_models
from programs.models import Edition, UsedCode
from programs.triggers import Trigger

FROZEN_ROWS = "an adopted edition does not change"
ERASURE_STAYS = "the record of an erasure stays"
ERASURES = Erasure._meta.db_table
EDITIONS = Edition._meta.db_table
FROZEN = "('adopted', 'withdrawn')"
ROW_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
TITLE = ("kind_uk", "kind_genitive", "name_uk", "name_en", "year_from", "year_to", "numbering")
"""What stands in the edition's own row of what papers print."""
NAMES = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O' AND pg_table_is_visible(tgrelid)",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}
"""How each database is asked for the names of its triggers that work."""


def install(using: str = "default") -> None:
    """Make every trigger anew, and note the codes that were written while there were none."""
    connection = connections[using]
    triggers = list(_triggers())
    vendor = connection.vendor
    notes = [CodedTable(model).note_all() for model in coded_models()]
    _execute(connection, [trigger.drop(vendor) for trigger in triggers])
    _execute(connection, [trigger.create(vendor) for trigger in triggers] + notes)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Lift the guard, in a transaction, while a backup is restored or a test's tables are emptied.

    What fails meanwhile is rolled back, and the guard with it: it stands as it did.
    """
    connection = connections[using]
    with transaction.atomic(using=using):
        _execute(connection, [trigger.drop(connection.vendor) for trigger in _triggers()])
        yield
        install(using)


def missing(using: str = "default") -> list[str]:
    """Return the names of the triggers that the database lacks."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in _triggers() if trigger.name not in there]


def install_after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Install the guard once all apps are migrated, if all its tables are there."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    tables = set(connections[using].introspection.table_names())
    if app_config is last and tables.issuperset({trigger.table for trigger in _triggers()} | {UsedCode._meta.db_table}):
        install(using)


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    """Execute statements; PostgreSQL takes them all at once."""
    with connection.cursor() as cursor:
        for statement in ["".join(statements)] if connection.vendor == "postgresql" else statements:
            cursor.execute(statement)


def _triggers() -> Iterator[Trigger]:
    """Yield every trigger: the rows of an edition, its title and numbering, the codes, the records of erasures."""
    for model in row_models():
        for event, rows in ROW_EVENTS.items():
            yield _frozen_rows(model._meta.db_table, event, rows)
    yield Trigger(
        name="programs_edition_guard_name",
        table=EDITIONS,
        event="BEFORE UPDATE",
        when=f"OLD.status IN {FROZEN}",
        refused=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in TITLE),
        message=FROZEN_ROWS,
    )
    for coded in coded_models():
        yield from CodedTable(coded).triggers()
    for event in ("UPDATE", "DELETE"):
        name = f"{ERASURES}_guard_{event.lower()}"
        yield Trigger(name, ERASURES, f"BEFORE {event}", refused="1 = 1", message=ERASURE_STAYS)


def _frozen_rows(table: str, event: str, rows: tuple[str, ...]) -> Trigger:
    """Return the trigger that keeps the rows of an adopted edition."""
    frozen = (f"(SELECT status FROM {EDITIONS} WHERE id = {row}.edition_id) IN {FROZEN}" for row in rows)
    name = f"{table}_guard_{event.lower()}"
    return Trigger(name, table, f"BEFORE {event}", refused=" OR ".join(frozen), message=FROZEN_ROWS)
