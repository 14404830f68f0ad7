"""A database that cannot be used is refused in a sentence, from every command and by the server."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands

from oleksandria_intl import clock, database
from oleksandria_intl.command_line import WITHOUT_TABLES, CommandLine
from oleksandria_intl.portal.management import aside
from oleksandria_intl.portal.management.commands import demo
from tests.seed import BASE

OLDER = "DATABASE_URL"
NOT_READY = "python manage.py migrate"
"""What either sentence says in every language."""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}"}
    environment |= {"DJANGO_SETTINGS_MODULE": "oleksandria_intl.settings", "PYTHONPATH": str(BASE)}
    return subprocess.run(
        [sys.executable, *command], cwd=BASE, env=environment, capture_output=True, text=True, check=False
    )


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "manage.py", *arguments)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A folder with a database of a version before this one."""
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied text)")
        database.execute("INSERT INTO django_migrations VALUES (1, 'oleksandria_intl', '0001_initial', '2026-01-01')")
        database.commit()
    return tmp_path


def is_sentence(done: subprocess.CompletedProcess[str], says: str) -> bool:
    """Whether a command ended with one line that says this, and without a traceback."""
    lines = done.stderr.strip().splitlines()
    return done.returncode == 1 and len(lines) == 1 and says in lines[0]


@pytest.mark.parametrize("command", ["migrate", "check_data", "document decision 2020", "runserver --noreload 0"])
def test_an_older_database_is_refused_by_commands_and_left_as_it_is(older: Path, command: str) -> None:
    assert is_sentence(manage(older, *command.split()), OLDER)
    with closing(sqlite3.connect(older / "db.sqlite3")) as kept:
        assert kept.execute("SELECT name FROM django_migrations").fetchall() == [("0001_initial",)]
        assert len(kept.execute("SELECT * FROM sqlite_master").fetchall()) == 1


@pytest.mark.parametrize("command", ["document decision 2020", "load_program x.json", "createsuperuser --noinput"])
def test_a_database_that_is_not_migrated_is_refused_by_commands(tmp_path: Path, command: str) -> None:
    assert is_sentence(manage(tmp_path, *command.split()), NOT_READY)


def test_what_needs_no_tables_runs_without_any(tmp_path: Path) -> None:
    assert manage(tmp_path, "load_program", "--schema").returncode == 0
    assert manage(tmp_path, "document", "--help").returncode == 0


def test_the_server_does_not_start_on_an_older_database(older: Path) -> None:
    done = run(older, "-c", "import oleksandria_intl.wsgi")
    assert done.returncode == 3
    assert OLDER in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", sorted(get_commands()))
def test_every_command_asks_first_unless_it_is_listed(name: str) -> None:
    command = CommandLine(["manage.py", name]).fetch_command(name)
    assert command.requires_migrations_checks is (name not in WITHOUT_TABLES)


def test_every_listed_command_is_one() -> None:
    assert set(get_commands()) >= WITHOUT_TABLES


def test_the_database_of_the_tests_is_in_order(db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    assert database.complaint() == ""


@pytest.fixture
def beside(older: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an older database, as the portal's own."""
    settings.VAR_DIR = older
    file = {"NAME": str(older / "db.sqlite3")}
    monkeypatch.setattr(aside, "connection", SimpleNamespace(settings_dict=file, close=lambda: None))
    return older


def test_the_older_database_and_what_belongs_to_it_are_moved_and_nothing_is_deleted(beside: Path) -> None:
    for name in ("db.sqlite3-wal", "demo-password", "secret-key"):
        (beside / name).write_text(name, encoding="utf-8")
    (beside / "media").mkdir()
    (beside / "media" / "paper.pdf").write_text("paper", encoding="utf-8")
    folder = aside.move_aside()
    assert folder == beside / f"before-{clock.today():%Y-%m-%d}"
    moved = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert moved == {"db.sqlite3", "db.sqlite3-wal", "demo-password", "media/paper.pdf"}
    assert {path.name for path in beside.iterdir()} == {folder.name, "secret-key"}


def test_a_second_one_of_the_same_day_gets_a_number(beside: Path) -> None:
    first = aside.move_aside()
    assert aside.move_aside() == first.with_name(f"{first.name}-2")


def test_the_demonstration_goes_on_where_an_older_database_was(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "foreign_complaint", lambda: "It is older.")
    monkeypatch.setattr(demo, "move_aside", lambda: Path("var/before"))
    monkeypatch.setattr(demo, "call_command", _stop)
    monkeypatch.setattr(demo, "connection", SimpleNamespace(vendor="sqlite"))
    with pytest.raises(_Migrated):
        call_command("demo", "--no-serve")
    assert "var/before" in capsys.readouterr().out


def test_the_demonstration_refuses_an_older_database_that_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "foreign_complaint", lambda: "It is older.")
    monkeypatch.setattr(demo, "connection", SimpleNamespace(vendor="postgresql"))
    with pytest.raises(CommandError, match="It is older"):
        call_command("demo", "--no-serve")


class _Migrated(Exception):
    """The demonstration came as far as to migrate."""


def _stop(*args: Any, **kwargs: Any) -> None:
    raise _Migrated
