"""Triggers that keep an adopted edition as adopted, and codes for good, whoever writes to the database.

Installed after every migration, on PostgreSQL and SQLite alike: SQLite drops a table's triggers
silently when a migration remakes the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from programs.exchange import row_models
from programs.models import Edition, EditionRow, PermanentlyCoded, Program, UsedCode

FROZEN_ROWS = "an adopted edition does not change"
USED_CODE = "this code was used in the programme before"
EDITIONS, PROGRAMS, USED = (model._meta.db_table for model in (Edition, Program, UsedCode))
FROZEN = "('adopted', 'withdrawn')"
ROW_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
NAME_AND_YEARS = ("name_uk", "name_en", "year_from", "year_to")


@dataclass(frozen=True, slots=True)
class Trigger:
    """What happens to every row of a table when it is written, in SQL that both databases speak."""

    name: str
    table: str
    event: str
    """«BEFORE DELETE», «AFTER UPDATE»."""
    refused: str
    """The condition under which the row is refused."""
    message: str
    when: str = ""
    """The condition without which nothing is asked."""
    then: str = ""
    """What is done about a row that is not refused."""

    def create(self, vendor: str) -> str:
        """Return the statements that make the trigger."""
        when = f"WHEN ({self.when})" if self.when else ""
        then = f"{self.then};" if self.then else ""
        if vendor == "postgresql":
            row = "OLD" if self.event.endswith("DELETE") else "NEW"
            return f"""
                CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF {self.refused} THEN
                        RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    {then}
                    RETURN {row};
                END $$;
                CREATE TRIGGER {self.name} {self.event} ON {self.table}
                    FOR EACH ROW {when} EXECUTE FUNCTION {self.name}();
                """
        return f"""
            CREATE TRIGGER {self.name} {self.event} ON {self.table} {when} BEGIN
                SELECT RAISE(ABORT, '{self.message}') WHERE {self.refused};
                {then}
            END
            """

    def drop(self, vendor: str) -> str:
        """Return the statement that takes the trigger away."""
        if vendor == "postgresql":
            return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE;"
        return f"DROP TRIGGER IF EXISTS {self.name}"


def coded_models() -> list[type[models.Model]]:
    """Return the models whose rows keep their codes for good."""
    return [model for model in apps.get_models() if issubclass(model, PermanentlyCoded)]


def install(using: str = "default") -> None:
    """Make every trigger anew, and note the codes that were written while there were none."""
    connection = connections[using]
    triggers = list(_triggers())
    vendor = connection.vendor
    notes = [f"{_note_code(model, 'r', f'{model._meta.db_table} r,')};" for model in coded_models()]
    _execute(connection, [trigger.drop(vendor) for trigger in triggers])
    _execute(connection, [trigger.create(vendor) for trigger in triggers] + notes)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Lift the guard while a backup is restored or a test's tables are emptied."""
    connection = connections[using]
    _execute(connection, [trigger.drop(connection.vendor) for trigger in _triggers()])
    try:
        yield
    finally:
        install(using)


def install_after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Install the guard once all apps are migrated, if all its tables are there."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    tables = set(connections[using].introspection.table_names())
    if app_config is last and tables.issuperset({trigger.table for trigger in _triggers()} | {USED}):
        install(using)


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    """Execute statements; PostgreSQL takes them all at once."""
    with connection.cursor() as cursor:
        for statement in ["".join(statements)] if connection.vendor == "postgresql" else statements:
            cursor.execute(statement)


def _triggers() -> Iterator[Trigger]:
    """Yield every trigger: the rows of an edition, its name and years, the codes."""
    for model in row_models():
        for event, rows in ROW_EVENTS.items():
            yield _frozen_rows(model._meta.db_table, event, rows)
    yield Trigger(
        name="programs_edition_guard_name",
        table=EDITIONS,
        event="BEFORE UPDATE",
        when=f"OLD.status IN {FROZEN}",
        refused=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in NAME_AND_YEARS),
        message=FROZEN_ROWS,
    )
    for coded in coded_models():
        yield _used_code(coded, "INSERT")
        yield _used_code(coded, "UPDATE")


def _frozen_rows(table: str, event: str, rows: tuple[str, ...]) -> Trigger:
    """Return the trigger that keeps the rows of an adopted edition."""
    frozen = (f"(SELECT status FROM {EDITIONS} WHERE id = {row}.edition_id) IN {FROZEN}" for row in rows)
    name = f"{table}_guard_{event.lower()}"
    return Trigger(name, table, f"BEFORE {event}", refused=" OR ".join(frozen), message=FROZEN_ROWS)


def _used_code(model: type[models.Model], event: str) -> Trigger:
    """Return the trigger that refuses a code of another row, and notes a new one."""
    table, within = model._meta.db_table, _within(model)
    changed = f"NEW.code <> OLD.code OR NEW.{within} <> OLD.{within}"
    return Trigger(
        name=f"{table}_code_{event.lower()}",
        table=table,
        event=f"AFTER {event}",
        when=changed if event == "UPDATE" else "",
        refused=_is_used(model),
        message=USED_CODE,
        then=_note_code(model, "NEW"),
    )


def _within(model: type[models.Model]) -> str:
    """Return the column that says where a row belongs: to its edition, or to its programme itself."""
    return "edition_id" if issubclass(model, EditionRow) else "program_id"


def _program_of(model: type[models.Model], row: str) -> str:
    """Return the source and condition that find the programme of a row."""
    table, key = (EDITIONS, "edition_id") if issubclass(model, EditionRow) else (PROGRAMS, "program_id")
    return f"{table} p WHERE p.id = {row}.{key}"


def _program_column(model: type[models.Model]) -> str:
    return "p.program_id" if issubclass(model, EditionRow) else "p.id"


def _own_use(model: type[models.Model], row: str) -> str:
    return (
        f"SELECT 1 FROM {USED} u WHERE u.program_pk = {_program_column(model)} AND u.kind = '{model._meta.db_table}' "
        f"AND u.code = {row}.code AND u.row_pk = {row}.id"
    )


def _is_used(model: type[models.Model]) -> str:
    """Return the condition that the code of a new row was another's, and is not carried on from the edition amended."""
    table = model._meta.db_table
    others = (
        f"SELECT 1 FROM {USED} u WHERE u.program_pk = {_program_column(model)} AND u.kind = '{table}' "
        f"AND u.code = NEW.code"
    )
    if issubclass(model, EditionRow):
        carried = f"SELECT 1 FROM {table} b WHERE b.edition_id = p.base_id AND b.code = NEW.code"
        others += f" AND (u.edition_pk = NEW.edition_id OR NOT EXISTS ({carried}))"
    own = _own_use(model, "NEW")
    return f"EXISTS (SELECT 1 FROM {_program_of(model, 'NEW')} AND NOT EXISTS ({own}) AND EXISTS ({others}))"


def _note_code(model: type[models.Model], row: str, source: str = "") -> str:
    """Return the statement that notes the code of a row, of every row of a source, unless it is noted."""
    edition = f"{row}.edition_id" if issubclass(model, EditionRow) else "NULL"
    return (
        f"INSERT INTO {USED} (program_pk, kind, code, edition_pk, row_pk) "
        f"SELECT {_program_column(model)}, '{model._meta.db_table}', {row}.code, {edition}, {row}.id "
        f"FROM {source} {_program_of(model, row)} AND NOT EXISTS ({_own_use(model, row)})"
    )
