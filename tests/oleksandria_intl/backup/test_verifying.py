"""A backup is tried in a scratch database, of which nothing stays behind."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from oleksandria_intl.backup import verifying
from oleksandria_intl.backup.tables import Table
from tests import backups

Verify = Callable[[Path], str]


@pytest.fixture
def verify(db: None, django_db_blocker: Any) -> Iterator[Verify]:
    """Run the command, which makes a database of its own; return what it prints."""

    def run(file: Path) -> str:
        out = io.StringIO()
        call_command("verify_backup", str(file), stdout=out)
        return out.getvalue()

    with django_db_blocker.unblock():
        yield run


def test_a_good_backup_is_said_to_be_good(verify: Verify, tmp_path: Path, settings: Any) -> None:
    backups.fill()
    file, before = backups.backup(tmp_path), backups.state()
    printed = verify(file)
    assert "The backup is good" in printed
    assert connection.vendor in printed
    assert "files: 2." in printed
    assert backups.state() == before
    assert verifying.SCRATCH not in connections.databases
    assert {file.name for file in settings.VAR_DIR.iterdir()} <= {"media", "locks"}


def test_where_no_database_may_be_made_a_file_does(
    verify: Verify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.fill()
    monkeypatch.setattr(verifying, "_new_on_server", lambda after: None)
    assert "(sqlite)" in verify(backups.backup(tmp_path))


def test_rows_that_come_back_otherwise_are_named(
    verify: Verify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.fill()
    file = backups.backup(tmp_path)
    insert = Table.insert

    def altered(table: Table, lines: Any, *others: Any) -> Any:
        return insert(table, (line.replace("Мозир".encode(), "Мозырь".encode()) for line in lines), *others)

    monkeypatch.setattr(Table, "insert", altered)
    with pytest.raises(CommandError, match=r"differs from what was kept: .*partners\.city"):
        verify(file)
