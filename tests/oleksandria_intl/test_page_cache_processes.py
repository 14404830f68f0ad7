"""Every process shows a change at once, whoever made it and wherever."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests import factories
from tests.portal_process import PortalProcess

PAGE = "/partners/"


@pytest.fixture
def environment(tmp_path: Path, transactional_db: None) -> dict[str, str]:
    """The environment of a process on a database with one partner city; SQLite's tests have theirs in memory alone."""
    factories.everything(factories.edition(status="published"))
    kept = {name: text for name, text in os.environ.items() if name not in ("DEBUG", "ALLOWED_HOSTS", "CACHE_URL")}
    kept |= {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "oleksandria_intl.settings"}
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as file:
            connection.connection.backup(file)
        return kept
    return {**kept, "DATABASE_URL": address_of(connection.settings_dict)}


def address_of(database: dict[str, str]) -> str:
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)


@contextmanager
def processes(environment: dict[str, str]) -> Iterator[tuple[PortalProcess, PortalProcess]]:
    started = (PortalProcess(environment), PortalProcess(environment))
    try:
        yield started
    finally:
        for process in started:
            process.end()


def rename_from_outside(environment: dict[str, str], name: str) -> None:
    """Write as ``sqlite3`` and ``psql`` do, past Django."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(Path(environment["VAR_DIR"]) / "db.sqlite3")) as database, database:
            database.execute("UPDATE partners_country SET name_uk = ?", [name])
        return
    import psycopg2

    with closing(psycopg2.connect(environment["DATABASE_URL"])) as database, database, database.cursor() as cursor:
        cursor.execute("UPDATE partners_country SET name_uk = %s", [name])


def test_both_processes_show_a_change_at_once_whoever_made_it(environment: dict[str, str]) -> None:
    with processes(environment) as (first, second):
        assert first.do("edit", "Латвія") == 302
        shown("Латвія", first, second)
        assert second.do("edit", "Литва") == 302
        shown("Литва", first, second)
        assert first.do("command", "Естонія") == 0
        shown("Естонія", first, second)
        rename_from_outside(environment, "Польща")
        shown("Польща", first, second)


def shown(name: str, *readers: PortalProcess) -> None:
    """See that every process shows the name, at first and then from what it keeps."""
    for reader in readers:
        html, made = reader.do("get", PAGE)
        assert name in html
        assert made > 1
        html, found = reader.do("get", PAGE)
        assert name in html
        assert found == 1
