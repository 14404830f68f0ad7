"""A backup of an older release is brought through the later migrations and restored."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection

from budget.models import MeasureLine
from oleksandria_intl.backup.archive import FORMAT, NAME, ArchiveWriter
from oleksandria_intl.backup.tables import LEFT_OUT, digest
from oleksandria_intl.models import Unit
from programs.models import Edition
from tests import recorded

EARLIER = max(recorded.FOLDER.glob("*.json.gz"), key=lambda file: int(file.name.partition(".")[0]))
"""The newest: ``test_migrations`` brings all of them through the migrations."""


@pytest.fixture(autouse=True)
def _real_migrations(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}


def backup_of_then(folder: Path) -> Path:
    """Write the backup that an earlier release would have made of a recorded database."""
    recording = recorded.read(EARLIER)
    tables = recording["tables"]
    types = {row[0]: row[1:] for row in tables["contenttypes.contenttype"]["rows"]}
    permissions = {row[0]: [*types[row[2]], row[3], row[1]] for row in tables["auth.permission"]["rows"]}
    natural = {"content_type_id": types, "permission_id": {pk: key[:3] for pk, key in permissions.items()}}
    made = {}
    file = folder / "earlier.tar"
    with file.open("wb") as out:
        writer = ArchiveWriter(out)
        for label, content in tables.items():
            if label not in LEFT_OUT:
                found = list(lines(content, natural))
                add(writer, f"tables/{label}.jsonl.gz", b"".join(found))
                made[label] = {"columns": content["columns"], **digest(found)._asdict()}
        manifest = {
            "name": NAME,
            "format": FORMAT,
            "made_at": "2026-01-31T01:00:00+00:00",
            "council": None,
            "migrations": recording["migrations"],
            "natural": {"contenttypes.contenttype": [*types.values()], "auth.permission": [*permissions.values()]},
            "sequences": {"oleksandria_intl.unit": 500},
            "files": {},
            "amiss": [row[6] for row in tables["oleksandria_intl.issuedpaper"]["rows"]],
            "tables": made,
        }
        writer.finish(manifest)
    return file


def lines(content: dict[str, Any], natural: dict[str, dict[int, Any]]) -> Iterator[bytes]:
    for row in content["rows"]:
        values = [
            natural[name][value] if name in natural and value is not None else value
            for name, value in zip(content["columns"], row, strict=True)
        ]
        yield json.dumps(values, ensure_ascii=False).encode() + b"\n"


def add(writer: ArchiveWriter, name: str, content: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(gzip.compress(content))
        file.flush()
        file.seek(0)
        writer.add(name, file)


def test_a_backup_of_an_earlier_issue_is_restored_with_all_its_rows(db: None, tmp_path: Path, settings: Any) -> None:
    printed = io.StringIO()
    connection.check_constraints()
    call_command("restore", str(backup_of_then(tmp_path)), yes=True, stdout=printed)
    assert "Restored and checked" in printed.getvalue()
    assert "31.01.2026" in printed.getvalue()
    assert MeasureLine.objects.of_edition(Edition.objects.of_key("2020/1")).count() == 11
    assert Group.objects.get(name="Діловод").permissions.filter(codename="change_city").exists()
    assert Unit.objects.create(code="new", name_uk="Відділ").pk == 501
    assert not [file for file in settings.VAR_DIR.iterdir() if file.name.startswith("upgrading-")]


def test_one_that_cannot_be_brought_up_is_refused(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(CommandError, match="could not be brought up"):
        call_command("restore", str(backup_of_then(tmp_path)), yes=True)
    assert not Edition.objects.exists()
