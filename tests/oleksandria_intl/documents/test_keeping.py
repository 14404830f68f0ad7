"""The folder of kept papers: served though they cannot be kept, and never larger than allowed."""

from __future__ import annotations

import errno
import logging
import os
import time
from datetime import datetime, timezone
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from oleksandria_intl.documents import keeping, pdf, store
from oleksandria_intl.documents.blocks import Heading
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.pdf import Pdf

PAPER = Document("Рішення", "Рада", (Heading(2, "I. ВСТУП", anchor="a"),), datetime(2020, 1, 1, tzinfo=timezone.utc))
HOUR = 3600


@pytest.fixture(autouse=True)
def held_clock() -> None:
    """Leave the clock alone: what is kept is as old as the machine's file system says."""


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The folder, of a megabyte at most."""
    settings.VAR_DIR, settings.KEPT_PAPERS_MB = tmp_path, 1
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"


def keep(folder: Path, name: str, *, kilobytes: int = 300, hours_ago: float = 0) -> Path:
    file = folder / name
    file.write_bytes(b"x" * kilobytes * 1024)
    os.utime(file, (time.time() - hours_ago * HOUR,) * 2)
    return file


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_the_least_used_papers_go_first_when_there_is_no_room(folder: Path) -> None:
    for hours, name in enumerate(("new.pdf", "used.pdf", "lately.pdf", "old.pdf", "older.docx")):
        keep(folder, name, hours_ago=hours)
    keeping.trim()
    assert names(folder) == ["lately.pdf", "new.pdf", "used.pdf"]


def test_a_paper_that_is_read_counts_as_used(folder: Path) -> None:
    keep(folder, "old.pdf", hours_ago=100)
    for hours, name in enumerate(("a.pdf", "b.pdf", "c.pdf")):
        keep(folder, name, hours_ago=hours + 1)
    assert keeping.read("old.pdf")
    keeping.trim()
    assert names(folder) == ["a.pdf", "b.pdf", "old.pdf"]


def test_a_new_paper_makes_room_for_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "write_pdf", lambda document: Pdf(b"%PDF-", {}))
    for hours in range(5):
        keep(folder, f"{hours}.pdf", hours_ago=hours + 1)
    assert store.rendered(PAPER, "pdf") == b"%PDF-"
    assert {"0.pdf", "1.pdf", "2.pdf"} < set(names(folder))
    assert not {"3.pdf", "4.pdf"} & set(names(folder))


def test_a_draft_goes_once_its_writer_is_long_gone(folder: Path) -> None:
    keep(folder, "a.pdf.12.345", hours_ago=2)
    keep(folder, "b.pdf.12.345", kilobytes=2000)
    keeping.trim()
    assert names(folder) == ["b.pdf.12.345"]


def _write_and_trim(number: int) -> None:
    for turn in range(20):
        keeping.write(f"{number}-{turn}.pdf", b"x" * 100 * 1024)
        keeping.trim()
        keeping.read(f"{(number + 1) % 4}-{turn}.pdf")


def test_several_processes_keep_the_folder_small_together(folder: Path) -> None:
    several = get_context("fork")
    crowd = [several.Process(target=_write_and_trim, args=(number,)) for number in range(4)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert [each.exitcode for each in crowd] == [0, 0, 0, 0]
    keeping.trim()
    assert 9 <= len(names(folder)) <= 10
    assert not [name for name in names(folder) if not name.endswith(".pdf")]


def full(file: Path, content: bytes) -> int:
    """Write as far as a full disk lets one."""
    with file.open("wb") as draft:
        draft.write(content[:3])
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx"])
def test_on_a_full_disk_a_paper_is_served_and_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, format: str
) -> None:
    done: list[str] = []

    def write_pdf(document: Document) -> Pdf:
        done.append("pdf")
        return Pdf(b"%PDF-", {"a": 1})

    monkeypatch.setattr(pdf, "write_pdf", write_pdf)
    monkeypatch.setattr(Path, "write_bytes", full)
    with caplog.at_level(logging.WARNING):
        assert store.rendered(PAPER, format)[:2] in (b"%P", b"PK")
    assert names(folder) == []
    assert "cannot be kept" in caplog.text
    assert len(done) <= 1, "the map of pages is not made twice"


def test_where_nobody_may_write_a_paper_is_served(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pdf, "write_pdf", lambda document: Pdf(b"%PDF-", {}))
    folder.rmdir()
    folder.write_text("a file, so that nothing can be made in it")
    assert store.rendered(PAPER, "pdf") == b"%PDF-"
    assert "cannot be kept" in caplog.text
