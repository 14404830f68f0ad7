"""A file that is kept is there whole, or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from oleksandria_intl.storage import WholeFiles


class BrokenOff(ContentFile):
    """A file whose end does not fit on the disk."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"%PDF-1.7"
        raise OSError(errno.ENOSPC, "No space left on device")


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_a_file_is_kept_under_its_name_as_it_is(tmp_path: Path) -> None:
    assert WholeFiles(tmp_path).save("papers/a.pdf", ContentFile(b"one")) == "papers/a.pdf"
    assert (tmp_path / "papers" / "a.pdf").read_bytes() == b"one"
    assert (tmp_path / "papers" / "a.pdf").stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["a.pdf"]


def test_a_name_that_is_taken_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = WholeFiles(tmp_path)
    storage.save("a.pdf", ContentFile(b"one"))
    monkeypatch.setattr(storage, "get_available_name", lambda name, max_length=None: {"a.pdf": "b.pdf"}[name])
    assert storage._save("a.pdf", ContentFile(b"two")) == "b.pdf"
    assert (tmp_path / "a.pdf").read_bytes() == b"one"
    assert (tmp_path / "b.pdf").read_bytes() == b"two"


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        WholeFiles(tmp_path).save("papers/a.pdf", BrokenOff(b""))
    assert names(tmp_path) == []
