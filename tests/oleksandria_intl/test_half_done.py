"""A server does not start on what an upgrade left half done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.db import OperationalError

from oleksandria_intl import half_done, roles

SYNC, COLLECT = "sync_roles", "collectstatic"
"""What either sentence says in every language."""


@pytest.fixture
def kept_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the connection of the test, in whose transaction its rows are."""
    monkeypatch.setattr(half_done.connection, "close", lambda: None)


@pytest.fixture
def collected(settings: Any, tmp_path: Path, db: None, kept_open: None) -> Path:
    """A portal in production, upgraded as a whole; the folder of its static files."""
    settings.PUBLIC_HOSTS = ["intl.example.org"]
    settings.STATIC_ROOT = tmp_path / "static"
    for finder in get_finders():
        for name, storage in finder.list([]):
            (settings.STATIC_ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (settings.STATIC_ROOT / name).write_bytes(Path(storage.path(name)).read_bytes())
    roles.sync()
    return tmp_path / "static"


def test_a_portal_that_is_upgraded_as_a_whole_starts(collected: Path) -> None:
    assert half_done.complaint() == ""


def test_groups_of_another_version_are_named_with_the_command(collected: Path) -> None:
    Group.objects.get(name=roles.ACCOUNTANT).permissions.clear()
    assert roles.ACCOUNTANT in half_done.complaint()
    assert SYNC in half_done.complaint()


@pytest.mark.parametrize("change", [Path.unlink, lambda file: file.write_text("body {}", encoding="utf-8")])
def test_static_files_of_another_version_are_refused_with_the_command(collected: Path, change: Any) -> None:
    change(collected / "admin" / "portal.css")
    assert COLLECT in half_done.complaint()


def test_a_file_that_only_an_older_version_had_does_no_harm(collected: Path) -> None:
    (collected / "older.css").touch()
    assert half_done.complaint() == ""


def test_a_portal_that_collects_nothing_serves_its_files_where_they_lie(
    collected: Path, settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "empty"
    settings.STATIC_ROOT.mkdir()
    assert half_done.complaint() == ""


@pytest.mark.parametrize("setting", [{"PUBLIC_HOSTS": []}, {"DEBUG": True}])
def test_a_developer_starts_with_groups_of_any_version(collected: Path, settings: Any, setting: dict[str, Any]) -> None:
    Group.objects.all().delete()
    for name, value in setting.items():
        setattr(settings, name, value)
    assert half_done.complaint() == ""


def test_a_database_that_is_down_may_be_back_in_a_minute(collected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> list[str]:
        raise OperationalError

    monkeypatch.setattr(roles, "differing", down)
    assert half_done.complaint() == ""
