"""A file is opened only while it has its SHA-256, which is computed once for as long as nobody writes to it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from oleksandria_intl import file_sums
from oleksandria_intl.file_sums import Changed

CONTENT = b"as it was"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "paper.pdf"
    place.write_bytes(CONTENT)
    return place


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each time that a SHA-256 is computed."""
    times: list[str] = []

    def noted() -> object:
        times.append("read")
        return hashlib.new("sha256")

    monkeypatch.setattr(file_sums.hashlib, "sha256", noted)
    return times


def test_a_file_that_is_the_same_is_opened_at_its_beginning(file: Path) -> None:
    with file_sums.opened(file, SHA256) as found:
        assert found.read() == CONTENT


def test_a_file_that_has_changed_is_not_opened(file: Path) -> None:
    file.write_bytes(b"AS IT WAS")
    with pytest.raises(Changed, match="and was"):
        file_sums.opened(file, SHA256)
    assert not file_sums.is_same(file, SHA256)


def test_a_missing_file_is_not_the_same(file: Path) -> None:
    file.unlink()
    assert not file_sums.is_same(file, SHA256)


def test_what_nobody_has_written_to_is_not_read_again(file: Path, read: list[str]) -> None:
    for _time in range(3):
        file_sums.opened(file, SHA256).close()
    assert read == ["read"]


def test_a_byte_changed_behind_a_set_back_clock_is_noticed(file: Path) -> None:
    assert file_sums.is_same(file, SHA256)
    before = file.stat()
    file.write_bytes(b"As it was")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert not file_sums.is_same(file, SHA256)


def test_what_is_remembered_does_not_grow_without_end(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_sums, "_sums", {})
    monkeypatch.setattr(file_sums, "MOST_REMEMBERED", 2)
    for number in range(3):
        (tmp_path / str(number)).write_bytes(CONTENT)
        assert file_sums.is_same(tmp_path / str(number), SHA256)
    assert len(file_sums._sums) == 2
    assert file_sums.is_same(tmp_path / "2", SHA256)
    assert len(read) == 3
