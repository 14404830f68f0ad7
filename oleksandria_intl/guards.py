"""What the database itself keeps as it is, whoever writes: triggers that apps register here.

Installed after every migration, on PostgreSQL and SQLite alike: SQLite drops a table's triggers
silently when a migration remakes the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from oleksandria_intl.triggers import Trigger

Triggers = Callable[[], Iterable[Trigger]]
Statements = Callable[[], Iterable[str]]

_sources: list[tuple[Triggers, Statements]] = []
_sentences: dict[str, Callable[[], str]] = {}
NAMES = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O' AND pg_table_is_visible(tgrelid)",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}
"""How each database is asked for the names of its triggers that work."""


def register(triggers: Triggers, catch_up: Statements = list) -> None:
    """Have these triggers installed, and then these statements executed, which note what came while there were none."""
    _sources.append((triggers, catch_up))


def explain(message: str, sentence: Callable[[], str]) -> None:
    """Have staff who are refused with a guard's message read this sentence."""
    _sentences[message] = sentence


def sentence_of(error: Exception) -> str:
    """Return what to tell staff whom a guard refused; empty where no guard that explains itself did."""
    return next((sentence() for message, sentence in _sentences.items() if message in str(error)), "")


def install(using: str = "default") -> None:
    """Make every trigger anew, and catch up with what was written while there were none."""
    connection = connections[using]
    _drop(connection)
    made = [trigger.create(connection.vendor) for trigger in _triggers(connection)]
    _execute(connection, [*made, *(statement for _made, catch_up in _sources for statement in catch_up())])


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Lift the guards, in a transaction, while a backup is restored or a test's tables are emptied.

    What fails meanwhile is rolled back, and the guards with it: they stand as they did.
    """
    connection = connections[using]
    with transaction.atomic(using=using):
        _drop(connection)
        yield
        install(using)


def missing(using: str = "default") -> list[str]:
    """Return the names of the triggers that the database lacks."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in _triggers(connection) if trigger.name not in there]


def is_refusal(error: Exception) -> bool:
    """Whether it was a guard that refused to write."""
    return any(trigger.message in str(error) for triggers, _catch_up in _sources for trigger in triggers())


def install_after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Install the guards once all apps are migrated, if all tables are there."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    tables = set(connections[using].introspection.table_names())
    if app_config is last and tables.issuperset(model._meta.db_table for model in apps.get_models()):
        install(using)


def _triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Return every trigger that the database knows the event of."""
    found = (trigger for triggers, _catch_up in _sources for trigger in triggers())
    return [trigger for trigger in found if trigger.is_for(connection.vendor)]


def _drop(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, [trigger.drop(connection.vendor) for trigger in _triggers(connection)])


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    """Execute statements; PostgreSQL takes them all at once."""
    with connection.cursor() as cursor:
        for statement in ["; ".join(statements)] if connection.vendor == "postgresql" else statements:
            cursor.execute(statement)
