"""Databases of earlier issues come through all later migrations whole (``tests/record_database.py`` keeps one)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta, timezone
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import connections

from budget.models import Responsible
from delegations.models import PlannedVisit
from oleksandria_intl import guards
from oleksandria_intl.models import Decision, IssuedPaper
from programs.exchange import row_models
from programs.models import Edition
from tests import factories, recorded
from tests.portals import database
from tests.seed import BASE

MOVED_BY_MIGRATIONS = "oleksandria_intl_content"
"""The tables of the content's version: a migration moves it."""
EARLIER = sorted(recorded.FOLDER.glob("*.json.gz"))
Rows = dict[str, list[tuple[Any, ...]]]


@contextmanager
def new_database(name: str, folder: Path) -> Iterator[tuple[Any, str]]:
    """Make an empty database beside that of the tests; yield a connection to it and its DATABASE_URL."""
    with database(name, folder, connections["default"].vendor) as address:
        yield connections[name], address


def migrate_together(folder: Path, addresses: Sequence[str]) -> list[dict[str, Any]]:
    """Bring databases through all migrations; return the programme of 2020 of every one but the last."""
    command = [sys.executable, "-m", "tests.migrating", *addresses]
    environment = os.environ | {"VAR_DIR": str(folder)}
    done = subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def rows(connection: Any, tables: dict[str, list[str]]) -> Rows:
    """Return the rows of tables, of these columns."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in tables.items():
            cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, columns))} FROM {table}")
            found[table] = cursor.fetchall()
    return found


def columns_of(connection: Any) -> dict[str, list[str]]:
    """Return the columns of every table of a database that holds anything."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations" and not table.startswith(MOVED_BY_MIGRATIONS):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
                found[table] = [column[0] for column in cursor.description]
    return found


def test_a_database_of_an_earlier_issue_is_kept() -> None:
    assert EARLIER


def test_databases_of_earlier_issues_come_through_with_all_their_rows_and_papers_and_an_empty_one_gets_its_tables(
    db: None, tmp_path: Path, django_db_blocker: Any, settings: Any
) -> None:
    """The other tests make their tables from the models, without migrations: they have to be the same."""
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock(), ExitStack() as stack:
        folders = [tmp_path / file.name.partition(".")[0] for file in EARLIER]
        made = [stack.enter_context(_restored(file, folder)) for file, folder in zip(EARLIER, folders, strict=True)]
        empty, empty_address = stack.enter_context(new_database("empty", tmp_path))
        papers = migrate_together(tmp_path, [*(address for _one, address, _before in made), empty_address])
        for folder, (connection, _address, before), paper in zip(folders, made, papers, strict=True):
            lost = before.lost(connection)
            assert lost == {}, f"{folder.name}: {sorted(lost)}"
            assert sum(map(len, before.found.values())) > 500
            assert paper["program"]["slug"] == "2020"
            assert len(paper["measures"]) == 11
        migrated = schema_of(empty)
    today = schema_of(connections["default"])
    assert migrated.keys() == today.keys()
    assert [table for table in today if today[table] != migrated[table]] == []


class Before(NamedTuple):
    """What a database held before it was migrated."""

    columns: dict[str, list[str]]
    found: Rows

    def lost(self, connection: Any) -> dict[str, set[tuple[Any, ...]]]:
        """Return the rows of each table that are there no more, in the columns that stayed."""
        present = columns_of(connection)
        kept = {table: [name for name in names if name in present[table]] for table, names in self.columns.items()}
        after = rows(connection, kept)
        lost = {table: self._rows_in(table, kept[table]) - set(after[table]) for table in self.columns}
        return {table: missing for table, missing in lost.items() if missing}

    def _rows_in(self, table: str, names: list[str]) -> set[tuple[Any, ...]]:
        places = [self.columns[table].index(name) for name in names]
        return {tuple(row[place] for place in places) for row in self.found[table]}


@contextmanager
def _restored(file: Path, folder: Path) -> Iterator[tuple[Any, str, Before]]:
    folder.mkdir()
    with new_database(f"issue_{folder.name}", folder) as (connection, address):
        recorded.restore(recorded.read(file), connection)
        columns = columns_of(connection)
        before = Before(columns, rows(connection, columns))
        connection.close()
        yield connection, address, before


def test_files_issued_together_before_there_were_identifiers_are_of_one_issue(db: None) -> None:
    given = datetime(2020, 4, 1, 9, 30, tzinfo=timezone.utc)
    facts = {"kind": "decision", "key": "2020/1", "title": "Рішення", "size": 1, "sha256": "a" * 64}
    issues = {"published": 0, "adopted in the same minute": 10, "adopted again later": 200}
    for seconds in issues.values():
        for place, format in enumerate(("pdf", "docx")):
            moment = given + timedelta(seconds=seconds + place)
            IssuedPaper.objects.create(format=format, issued_at=moment, **facts)
    other = IssuedPaper.objects.create(format="pdf", issued_at=given, **(facts | {"key": "2021/1"}))
    migration = import_module("oleksandria_intl.migrations.0003_identifiers_of_issues")
    with guards.lifted():  # which no database had then
        migration.identify_issues(apps, SimpleNamespace(connection=connections["default"]))
    found = list(IssuedPaper.objects.exclude(pk=other.pk).order_by("pk").values_list("identifier", flat=True))
    assert [one == two for one, two in pairwise(found)] == [True, False, True, False, True]
    assert IssuedPaper.objects.get(pk=other.pk).identifier not in found


@pytest.mark.parametrize(
    ("number", "status", "stage"),
    [("875", "adopted", "signed"), ("875", "published", "draft"), ("875", None, "signed"), ("", None, "draft")],
)
def test_a_decision_with_a_number_was_signed_unless_it_is_of_a_draft(
    edition: Edition, number: str, status: str | None, stage: str
) -> None:
    Edition.objects.update(**{"status": status} if status else {"decision": None})
    day = {"period_start": "2019-12-20", "period_end": "2019-12-20", "period_precision": "day"}
    with guards.lifted():  # which knew nothing of stages then
        Decision.objects.update(number=number, **day if number else {})
    migration = import_module("programs.migrations.0005_stages_of_decisions")
    migration.name_signed(apps, SimpleNamespace(connection=connections["default"]))
    assert Decision.objects.get().stage == stage


def schema_of(connection: Any) -> dict[str, Any]:
    """Return the columns and constraints of every table of our own, as the database has them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("auth_", "django_")):
                continue
            columns = connection.introspection.get_table_description(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table).values()
            found[table] = (
                {(column.name, column.type_code, column.null_ok) for column in columns},
                sorted((each["columns"], each["unique"], each["check"]) for each in constraints),
            )
    return found


def test_an_edition_adopted_before_adoption_copied_words_gets_those_of_that_day(db: None) -> None:
    adopted, draft = factories.edition(), factories.edition("2021", years=(2021, 2021))
    factories.everything(adopted)
    PlannedVisit.objects.create(edition=adopted, order=2, place_words="Балтія")
    Edition.objects.filter(pk=adopted.pk).update(status="adopted", in_force_from="2020-01-01")
    migration = import_module("delegations.migrations.0003_words_of_adopted_editions")
    migration.copy_words(apps, SimpleNamespace(connection=connections["default"]))
    guards.install()
    for model in row_models():
        for row in model._default_manager.filter(edition=adopted):
            own = {name: getattr(row, name) for name in model.register_words}
            assert own == {name: row.register_word(name) for name in model.register_words}
    assert not Responsible.objects.filter(edition=draft).exclude(unit_name_uk=None).exists()
