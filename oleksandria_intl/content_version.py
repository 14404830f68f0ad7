"""Has anything changed: a number that the database itself moves, whoever writes to its content.

Triggers (``content_triggers``) add to the number when a transaction that changed a domain table commits: by the ORM, in
bulk, by a command, by psql or sqlite3. What is made of the content may be kept under epoch and number. Whoever keeps
something asks for the version *before* it reads the content: the worst is then newer content under an older number.

Nothing but the database may keep anything while ``is_settled()`` is false: inside ``atomic`` the content, and the
number with it, may still be rolled back, and another transaction would give the same number to other content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from simple_history.models import HistoricalChanges

from oleksandria_intl.models import ContentTable, ContentVersion
from oleksandria_intl.models.content import new_epoch

CONSTRAINT = "content_touch_moves_version"
"""The deferred trigger of PostgreSQL that moves the number at commit."""
QUOTED_NAME = re.compile(r'"(\w+)"')


class Version(NamedTuple):
    """The state of the content: an epoch of the database and a number that only grows in it."""

    epoch: str
    number: int


class TableChange(NamedTuple):
    """The last change of a table: the number that it moved the version to, and when, where that is known."""

    number: int
    changed_at: datetime | None


def current() -> Version:
    """Return the version of what the database holds now, by one query; never kept in the process."""
    _count_own_changes()
    # Every reader of a kept page asks this first: by the ORM it would take as long as all the rest.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT epoch, number FROM {ContentVersion._meta.db_table}")
        row = cursor.fetchone()
    if row is None:
        made, _is_new = ContentVersion.objects.get_or_create(pk=1)
        return Version(made.epoch, made.number)
    return Version(*row)


def is_settled() -> bool:
    """Say whether what is read now is committed; if not, nothing may be kept outside the database."""
    return not connection.in_atomic_block


def table_changes() -> dict[str, TableChange]:
    """Return the last change of every domain table, by the table's name."""
    _count_own_changes()
    rows = ContentTable.objects.values_list("name", "number", "changed_at")
    return {name: TableChange(number, changed_at) for name, number, changed_at in rows}


def draw_epoch(using: str = "default") -> None:
    """Begin a new epoch: the content was replaced behind the triggers, as a restored backup does."""
    ContentVersion.objects.using(using).update(epoch=new_epoch())


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """Collect the names of the domain tables that the queries made meanwhile read; filled at the end."""
    quoted: set[str] = set()
    tables: set[str] = set()

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        quoted.update(QUOTED_NAME.findall(str(sql)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables
    tables.update(quoted.intersection(domain_tables()))


def domain_tables() -> frozenset[str]:
    """Return the tables of our own apps, those between many and many too, but histories and what is not content.

    A model whose rows nobody is shown, or that are made of other rows, says ``moves_content = False``. Tables of other
    apps never count: the public is shown nothing of logins, sessions and users.
    """
    return frozenset(
        model._meta.db_table
        for config in apps.get_app_configs()
        if (settings.BASE_DIR / config.name.partition(".")[0]).is_dir()
        for model in config.get_models(include_auto_created=True)
        if is_content(model)
    )


def is_content(model: type[models.Model]) -> bool:
    """Say whether a change of a model's rows moves the version."""
    is_table = model._meta.managed and not model._meta.proxy
    return is_table and not issubclass(model, HistoricalChanges) and getattr(model, "moves_content", True)


def _count_own_changes() -> None:
    """Move the number by what this transaction has changed so far; PostgreSQL would wait for the commit."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {CONSTRAINT} IMMEDIATE; SET CONSTRAINTS {CONSTRAINT} DEFERRED")
