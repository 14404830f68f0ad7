"""A backup is there whole or not at all, for its owner alone, and says aloud what is wrong."""

from __future__ import annotations

import io
import stat
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from oleksandria_intl import locks
from oleksandria_intl.backup import archive, making
from oleksandria_intl.backup.opening import opened
from tests import backups


def command(*arguments: str, **options: Any) -> tuple[str, str]:
    """Run the command; return what it prints and what it warns of."""
    out, warnings = io.StringIO(), io.StringIO()
    call_command("backup", *arguments, stdout=out, stderr=warnings, **options)
    return out.getvalue(), warnings.getvalue()


def test_a_backup_is_an_ordinary_tar_for_its_owner_alone(db: None, tmp_path: Path) -> None:
    backups.fill()
    printed, warnings = command(str(tmp_path / "new"))
    (file,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert str(file) in printed
    assert "not encrypted" in warnings
    with tarfile.open(file) as tar:
        names = tar.getnames()
    assert {"manifest.json", "SHA256", "tables/programs.edition.jsonl.gz"} < set(names)
    assert len([name for name in names if name.startswith("files/papers/")]) == 2


def test_a_backup_that_fails_leaves_nothing(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(archive.ArchiveWriter, "finish", fail)
    with pytest.raises(CommandError, match="No space left"):
        command(str(tmp_path / "new"))
    assert list((tmp_path / "new").iterdir()) == []


def test_what_a_killed_backup_left_is_removed_by_the_next(db: None, tmp_path: Path) -> None:
    (tmp_path / ".portal-20200101-000000.tar.part").write_bytes(b"half")
    (tmp_path / ".poltava-20200101-000000.tar.part").write_bytes(b"half of another portal")
    made = making.make(tmp_path)
    parts = {file.name for file in tmp_path.iterdir() if file.is_file()}
    assert parts == {made.file.name, ".poltava-20200101-000000.tar.part"}


def test_a_second_backup_beside_the_first_is_refused(db: None, tmp_path: Path) -> None:
    with locks.held(making.LOCK), pytest.raises(CommandError, match="Another backup"):
        command(str(tmp_path))


def test_a_key_with_a_wrong_letter_is_refused_in_a_sentence(db: None, tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_KEY = "age1" + "q" * 58
    with pytest.raises(CommandError, match="a letter of it is wrong"):
        command(str(tmp_path / "new"))
    assert list((tmp_path / "new").iterdir()) == []


def test_so_many_backups_are_kept_as_asked_for(db: None, tmp_path: Path) -> None:
    older = [tmp_path / f"portal-2019010{day}-030000.tar{end}" for day, end in ((1, ""), (2, ".age"), (3, ""))]
    others = [tmp_path / name for name in ("portal-notes.tar", "poltava-20190101-030000.tar", "portal-20190101.txt")]
    for file in (*older, *others):
        file.touch()
    command(str(tmp_path), keep=2)
    left = sorted(file for file in tmp_path.iterdir() if file.is_file())
    assert set(others) < set(left)
    assert older[2] in left
    assert len(left) == len(others) + 2
    with pytest.raises(CommandError, match="At least one"):
        command(str(tmp_path), keep=0)


def test_two_backups_of_a_second_stand_beside_each_other(db: None, tmp_path: Path) -> None:
    assert len({making.make(tmp_path).file for _turn in range(2)}) == 2


def test_the_values_of_every_kind_of_field_come_to_the_last_digit(db: None, tmp_path: Path) -> None:
    backups.fill()
    with opened(backups.backup(tmp_path)) as found:
        (line, *_others) = found.lines("programs.agreedtotal")
    assert b'"385000.00"' in line
