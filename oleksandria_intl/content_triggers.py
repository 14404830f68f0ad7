"""Triggers that move the version of the content, whoever writes to the database.

SQLite, which has one writer at a time: every row of a domain table that comes, changes or goes adds one.

PostgreSQL: a statement that writes to a domain table (TRUNCATE too) notes the table in ``ContentTouch``, once in a
transaction; a deferred constraint trigger on that table alone adds one at commit and removes the notes. So writers do
not wait for each other before they commit, and what is rolled back, also to a savepoint, moves nothing. (A sequence
would move before the commit; an update by the statement would hold a lock until the commit; deferred triggers on the
domain tables themselves would keep migrations from altering them.)

Installed after every migration: SQLite drops a table's triggers silently when a migration remakes the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F

from oleksandria_intl.content_version import CONSTRAINT, domain_tables
from oleksandria_intl.models import ContentTable, ContentTouch, ContentVersion

PREFIX = "content_"
VERSIONS, TABLES, TOUCHES = (model._meta.db_table for model in (ContentVersion, ContentTable, ContentTouch))
# Where tables are emptied in any order (flush), the row of the version may go before a trigger looks for it.
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION content_note_table() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('content.' || TG_TABLE_NAME, true) IS DISTINCT FROM 'touched' THEN
        INSERT INTO {TOUCHES} (name) VALUES (TG_TABLE_NAME);
        PERFORM set_config('content.' || TG_TABLE_NAME, 'touched', true);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION content_move_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched text[];
    moved bigint;
BEGIN
    WITH noted AS (DELETE FROM {TOUCHES} RETURNING name) SELECT array_agg(name) INTO touched FROM noted;
    IF touched IS NOT NULL THEN
        UPDATE {VERSIONS} SET number = number + 1 RETURNING number INTO moved;
        UPDATE {TABLES} SET number = coalesce(moved, number), changed_at = clock_timestamp() WHERE name = ANY(touched);
        PERFORM set_config('content.' || name, '', true) FROM unnest(touched) AS name;
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS {CONSTRAINT} ON {TOUCHES};
CREATE CONSTRAINT TRIGGER {CONSTRAINT} AFTER INSERT ON {TOUCHES}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION content_move_version()
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION content_note_table()
"""
SQLITE_TRIGGER = f"""
CREATE TRIGGER {{name}} AFTER {{event}} ON {{table}} BEGIN
    UPDATE {VERSIONS} SET number = number + 1;
    UPDATE {TABLES}
        SET number = coalesce((SELECT number FROM {VERSIONS}), number),
            changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
        WHERE name = '{{table}}';
END
"""
INSTALLED = {
    "postgresql": f"SELECT tgname FROM pg_trigger WHERE tgname LIKE '{PREFIX}%%' AND pg_table_is_visible(tgrelid)",
    "sqlite": f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%%'",
}


def install(using: str = "default") -> None:
    """Make the triggers that are missing, and count the change: a migration may have changed any table."""
    connection = connections[using]
    tables = sorted(domain_tables().intersection(connection.introspection.table_names()))
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        for statement in _missing(connection, tables):
            cursor.execute(statement)
        _count(using, tables)


def install_after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Install the triggers once all apps are migrated, if the tables that they write to are there."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if app_config is last and {VERSIONS, TABLES, TOUCHES}.issubset(connections[using].introspection.table_names()):
        install(using)


def missing(using: str = "default") -> list[str]:
    """Return the statements that would make the triggers that the database lacks."""
    connection = connections[using]
    return list(_missing(connection, sorted(domain_tables().intersection(connection.introspection.table_names()))))


def _missing(connection: BaseDatabaseWrapper, tables: list[str]) -> Iterator[str]:
    """Yield the statements that make the triggers that are not there."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    for name, statement in _triggers(connection.vendor, tables):
        if name not in there:
            yield statement


def _triggers(vendor: str, tables: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each trigger with the statement that makes it."""
    for table in tables:
        if vendor == "postgresql":
            name = f"{PREFIX}{table}"
            yield name, POSTGRESQL_TRIGGER.format(name=name, table=table)
            continue
        for event in ("INSERT", "UPDATE", "DELETE"):
            name = f"{PREFIX}{table}_{event.lower()}"
            yield name, SQLITE_TRIGGER.format(name=name, table=table, event=event)


def _count(using: str, tables: list[str]) -> None:
    """Add one to the number, of every table too; a database without a number begins an epoch."""
    ContentVersion.objects.using(using).get_or_create(pk=1)
    ContentVersion.objects.using(using).update(number=F("number") + 1)
    number = ContentVersion.objects.using(using).values_list("number", flat=True).get()
    rows = ContentTable.objects.using(using)
    rows.exclude(name__in=tables).delete()
    rows.bulk_create([ContentTable(name=name, number=number) for name in tables], ignore_conflicts=True)
    rows.update(number=number)
