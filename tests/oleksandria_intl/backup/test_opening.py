"""What is no whole backup of this council and release is refused in a sentence, before anything is touched."""

from __future__ import annotations

import json
import random
import tarfile
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from oleksandria_intl.backup import archive, opening
from oleksandria_intl.backup.archive import ArchiveWriter, Refused
from oleksandria_intl.models import Council
from tests import backups


def rewritten(file: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Write the archive anew, whole, with another manifest."""
    made = file.with_name("rewritten.tar")
    with tarfile.open(file) as old, made.open("wb") as out:
        writer = ArchiveWriter(out)
        manifest = json.load(old.extractfile("manifest.json"))
        for name in old.getnames():
            if name not in ("manifest.json", "SHA256"):
                with NamedTemporaryFile() as member:
                    member.write(old.extractfile(name).read())
                    member.seek(0)
                    writer.add(name, member)
        change(manifest)
        writer.finish(manifest)
    return made


def refusal(file: Path, identities: str = "") -> str:
    """Return the sentence with which the command refuses a file, having changed nothing."""
    connection.check_constraints()
    before = backups.state()
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(file), yes=True, identity=identities)
    assert backups.state() == before
    return str(refused.value)


def test_any_changed_byte_is_found(db: None, tmp_path: Path) -> None:
    whole = backups.backup(tmp_path).read_bytes()
    content = bytearray(whole)
    chance = random.Random(11)
    places = [0, len(content) - 1, *(chance.randrange(len(content)) for _turn in range(40))]
    for place in places:
        content[place] ^= 1 << chance.randrange(8)
        file = tmp_path / "changed.tar"
        file.write_bytes(content)
        with pytest.raises(Refused), opening.opened(file):
            pass
        content[place] = whole[place]


@pytest.mark.parametrize("kept", [0, 1, 100, 0.5, -1, -512, -1024, -2048])
def test_a_cut_file_is_refused(db: None, tmp_path: Path, kept: float) -> None:
    content = backups.backup(tmp_path).read_bytes()
    file = tmp_path / "cut.tar"
    file.write_bytes(content[: int(len(content) * kept) if kept == 0.5 else int(kept)])
    with pytest.raises(Refused), opening.opened(file):
        pass


def test_the_command_says_what_is_wrong_with_a_damaged_file(db: None, tmp_path: Path) -> None:
    backups.fill()
    file = backups.backup(tmp_path)
    with file.open("r+b") as content:
        content.seek(5000)
        content.write(b"?")
    assert "damaged" in refusal(file)
    assert "cannot be read" in refusal(tmp_path / "nowhere.tar")
    (tmp_path / "letter.txt").write_text("Шановні колеги!" * 1000, encoding="utf-8")
    assert "no backup" in refusal(tmp_path / "letter.txt")


def test_rows_that_are_not_those_of_the_manifest_are_refused(db: None, tmp_path: Path) -> None:
    backups.fill()

    def change(manifest: dict[str, Any]) -> None:
        manifest["tables"]["auth.user"]["sha256"] = "0" * 64

    assert "auth.user" in refusal(rewritten(backups.backup(tmp_path), change))


def test_a_backup_of_a_newer_release_is_refused(db: None, tmp_path: Path) -> None:
    backups.fill()
    file = backups.backup(tmp_path)
    for change in (
        lambda manifest: manifest["migrations"].append(["budget", "0999_of_tomorrow"]),
        lambda manifest: manifest.update(format=archive.FORMAT + 1),
    ):
        assert "newer release" in refusal(rewritten(file, change))


@pytest.mark.parametrize(
    ("code", "name"), [("11111111", "Олександрійська міська рада"), ("", "Полтавська міська рада")]
)
def test_a_backup_of_another_council_is_refused(db: None, tmp_path: Path, code: str, name: str) -> None:
    backups.fill()
    Council.objects.update(code="22222222")

    def change(manifest: dict[str, Any]) -> None:
        manifest["council"] = {"code": code, "name": name}

    assert "one council" in refusal(rewritten(backups.backup(tmp_path), change))


def test_an_encrypted_backup_is_read_with_its_key_alone(db: None, tmp_path: Path, settings: Any) -> None:
    backups.fill()
    ours, other = (pyrage.x25519.Identity.generate() for _turn in range(2))
    settings.BACKUP_KEY = str(ours.to_public())
    file = backups.backup(tmp_path)
    assert file.name.endswith(".tar.age")
    assert "програми".encode() not in file.read_bytes()
    for name, key in (("ours", str(ours)), ("other", str(other)), ("empty", "")):
        (tmp_path / name).write_text(f"# created by hand\n{key}\n", encoding="utf-8")
    assert "say where its key lies" in refusal(file)
    assert "another key" in refusal(file, str(tmp_path / "other"))
    assert "No key of age" in refusal(file, str(tmp_path / "empty"))
    before = backups.state()
    backups.restore(file, str(tmp_path / "ours"))
    assert backups.state() == before
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    assert "damaged" in refusal(file, str(tmp_path / "ours"))
