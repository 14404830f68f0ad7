"""A database and a VAR_DIR are of one portal, or nothing is started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, OperationalError, connection, connections
from django.utils import translation

from oleksandria_intl import database, identity
from oleksandria_intl.command_line import CommandLine
from oleksandria_intl.models import PortalIdentity


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR_DIR = settings.LOCK_DIR = tmp_path
    with translation.override("en"):
        yield


def mark(folder: Path) -> list[str]:
    return (folder / "portal-id").read_text(encoding="utf-8").splitlines()


def test_the_first_use_binds_a_database_and_a_folder(db: None, tmp_path: Path) -> None:
    assert identity.complaint() == ""
    identifier, _where = mark(tmp_path)
    assert PortalIdentity.objects.get().identifier == identifier
    assert identity.complaint() == ""
    assert mark(tmp_path)[0] == identifier


def test_the_mark_holds_no_password(db: None, tmp_path: Path) -> None:
    connection.settings_dict["PASSWORD"], before = "Xq7-secret", connection.settings_dict["PASSWORD"]
    identity.complaint()
    connection.settings_dict["PASSWORD"] = before
    assert "Xq7-secret" not in (tmp_path / "portal-id").read_text(encoding="utf-8")


def test_a_folder_of_another_portal_is_refused(db: None, tmp_path: Path) -> None:
    identity.give("default", "a" * 32)
    (tmp_path / "portal-id").write_text(f"{'b' * 32}\nanother\n", encoding="utf-8")
    assert "are of two portals" in identity.complaint()
    assert mark(tmp_path) == ["b" * 32, "another"]
    assert identity.identifier_of("default") == "a" * 32


def test_a_new_folder_for_a_database_that_has_one_is_refused_until_somebody_means_it(db: None, tmp_path: Path) -> None:
    identity.give("default", "a" * 32)
    said = identity.complaint()
    assert "files lie elsewhere" in said
    assert f"write {'a' * 32} into {tmp_path / 'portal-id'}" in said
    assert not (tmp_path / "portal-id").exists()
    (tmp_path / "portal-id").write_text(f"{'a' * 32}\n", encoding="utf-8")
    assert identity.complaint() == ""


def test_a_new_database_for_a_folder_that_has_one_is_refused_until_somebody_means_it(db: None, tmp_path: Path) -> None:
    (tmp_path / "portal-id").write_text(f"{'b' * 32}\nlocalhost:5432/portal\n", encoding="utf-8")
    said = identity.complaint()
    assert "localhost:5432/portal" in said
    assert not PortalIdentity.objects.exists()
    (tmp_path / "portal-id").unlink()
    assert identity.complaint() == ""


def test_a_database_made_anew_in_its_place_goes_on_with_the_folder(db: None, tmp_path: Path) -> None:
    identity.complaint()
    before = mark(tmp_path)
    PortalIdentity.objects.all().delete()
    assert identity.complaint() == ""
    assert mark(tmp_path) == before
    assert PortalIdentity.objects.get().identifier == before[0]


def test_a_database_that_came_to_another_place_is_known_and_its_place_noted(db: None, tmp_path: Path) -> None:
    identity.complaint()
    identifier, here = mark(tmp_path)
    (tmp_path / "portal-id").write_text(f"{identifier}\nelsewhere\n", encoding="utf-8")
    assert identity.complaint() == ""
    assert mark(tmp_path) == [identifier, here]


def test_on_a_full_disk_nothing_is_bound_and_the_portal_starts(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **options: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_text", fail)
    assert identity.complaint() == ""
    assert not PortalIdentity.objects.exists()


def test_a_database_without_tables_is_not_bound_and_yet_refused_a_folder_in_use(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "identifier_of", lambda using: None)
    assert identity.complaint() == ""
    assert not (tmp_path / "portal-id").exists()
    (tmp_path / "portal-id").write_text(f"{'b' * 32}\nanother\n", encoding="utf-8")
    assert "is new" in database.complaint_before_migrating()


def test_a_table_that_is_missing_is_told_from_a_database_that_fails(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(using: str) -> Any:
        raise OperationalError("the server is down")

    monkeypatch.setattr(identity, "_identities", fail)
    with pytest.raises(DatabaseError):
        identity.identifier_of("default")
    monkeypatch.setattr(connections["default"].introspection, "table_names", list)
    assert identity.identifier_of("default") is None


@pytest.mark.parametrize("command", ["migrate", "housekeeping", "backup"])
def test_commands_are_refused(db: None, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "is_foreign", lambda: False)
    identity.give("default", "a" * 32)
    found: Any = CommandLine(["manage.py", command]).fetch_command(command)
    with pytest.raises(CommandError, match="files lie elsewhere"):
        found.check_migrations()
