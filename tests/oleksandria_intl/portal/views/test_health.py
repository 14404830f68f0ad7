"""What /healthz says of each thing that may fail, and that it says no more."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from oleksandria_intl import __version__, database

VERSION = f"version: {__version__}"


def lines(client: Client, *, status: int = 503) -> list[str]:
    """Return what the portal says of itself."""
    answer = client.get("/healthz")
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/plain")
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode().splitlines()


def failing(*args: Any, **kwargs: Any) -> Any:
    """Fail as a database does, with a secret in the sentence."""
    raise OperationalError('connection to "secret-host" failed')


def test_the_portal_says_that_it_is_well(stranger: Client, db: None) -> None:
    assert lines(stranger, status=200) == ["ok", "database: ok", "storage: ok", "cache: ok", VERSION]


def test_what_it_wrote_to_see_that_it_can_is_taken_back(stranger: Client, db: None) -> None:
    lines(stranger, status=200)
    assert not Session.objects.exists()


def test_a_database_that_is_away_is_named_and_its_address_is_not(
    stranger: Client, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", failing)
    assert lines(stranger) == ["unwell", "database: fails", "storage: ok", "cache: ok", VERSION]
    assert "secret-host" in caplog.text


def test_a_migration_that_is_not_applied_is_noticed(
    stranger: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "known_migrations", lambda: {("partners", "9999_to_come")})
    assert lines(stranger)[1] == "database: not migrated"


def test_it_knows_the_migrations_of_all_apps_of_the_portal(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}
    apps = {app for app, _name in database.known_migrations()}
    assert apps >= {"oleksandria_intl", "partners", "programs", "budget", "delegations"}


def test_a_database_that_cannot_be_written_to_is_noticed(
    stranger: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "save", failing)
    assert lines(stranger)[1] == "database: fails"


def test_a_database_that_somebody_writes_to_is_well(
    stranger: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Session, "save", busy)
    assert lines(stranger, status=200)[1] == "database: ok"


def test_a_disk_without_room_is_noticed(stranger: Client, db: None, settings: Any) -> None:
    settings.LEAST_FREE_MEGABYTES = 10**9
    assert lines(stranger)[2] == "storage: too little room"


def test_a_disk_that_cannot_be_written_to_is_noticed(
    stranger: Client, db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.touch()
    state = lines(stranger)[2]
    assert state == "storage: fails"
    assert os.fspath(tmp_path) not in state


def test_a_cache_that_forgets_is_noticed(stranger: Client, db: None, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert lines(stranger)[3] == "cache: forgets"
