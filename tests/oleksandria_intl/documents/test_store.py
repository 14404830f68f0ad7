"""A paper is rendered once, whoever and however many ask for it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import oleksandria_intl
from oleksandria_intl.documents import pdf, store, word
from oleksandria_intl.documents.blocks import Heading, Paragraph, plain
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.pdf import Pdf

PAPER = Document(
    "Рішення",
    "Міська рада",
    (Heading(2, "I. ВСТУП", anchor="section-1"), Paragraph(plain("Текст."))),
    datetime(2020, 1, 1, tzinfo=timezone.utc),
)


@pytest.fixture(autouse=True)
def held_clock() -> None:
    """Leave the clock alone: what is kept is as old as the machine's file system says."""


@pytest.fixture(autouse=True)
def papers_folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "papers"


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the renderings instead of doing them."""
    done: list[str] = []

    def write_pdf(document: Document) -> Pdf:
        done.append("pdf")
        time.sleep(0.05)
        return Pdf(f"%PDF-{len(done)}".encode(), {"section-1": 4})

    def write_docx(document: Document, pages: Any) -> bytes:
        done.append("docx")
        return f"PK {dict(pages)}".encode()

    monkeypatch.setattr(pdf, "write_pdf", write_pdf)
    monkeypatch.setattr(word, "write_docx", write_docx)
    return done


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_who_asks_again_gets_the_same_bytes_without_a_rendering(renderings: list[str], format: str) -> None:
    first = store.rendered(PAPER, format)
    done = len(renderings)
    assert store.rendered(PAPER, format) == first
    assert len(renderings) == done


def test_the_word_file_is_given_the_pages_of_the_pdf(renderings: list[str]) -> None:
    assert store.rendered(PAPER, "docx") == b"PK {'section-1': 4}"
    assert renderings == ["pdf", "docx"]


def test_the_word_file_is_made_from_the_kept_map_of_pages(renderings: list[str]) -> None:
    store.rendered(PAPER, "pdf")
    store.rendered(PAPER, "docx")
    assert renderings == ["pdf", "docx"]


def test_a_lost_map_of_pages_is_made_anew(renderings: list[str], papers_folder: Path) -> None:
    store.rendered(PAPER, "pdf")
    for file in papers_folder.glob("*.pages"):
        file.unlink()
    assert store.rendered(PAPER, "docx") == b"PK {'section-1': 4}"


@pytest.mark.parametrize(
    "changed",
    [
        replace(PAPER, title="Рішення друге"),
        replace(PAPER, dated=datetime(2020, 1, 2, tzinfo=timezone.utc)),
        replace(PAPER, blocks=(*PAPER.blocks, Paragraph(plain("Ще.")))),
        replace(PAPER, blocks=(PAPER.blocks[0], Paragraph(plain("Текст.", bold=True)))),
    ],
    ids=["title", "day", "block", "look"],
)
def test_another_paper_is_another_rendering(renderings: list[str], changed: Document) -> None:
    store.rendered(PAPER, "pdf")
    store.rendered(changed, "pdf")
    assert len(renderings) == 2


def test_a_changed_renderer_makes_the_paper_anew(renderings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    store.rendered(PAPER, "pdf")
    monkeypatch.setattr(store, "renderer", lambda: "of tomorrow")
    store.rendered(PAPER, "pdf")
    assert len(renderings) == 2


@pytest.mark.parametrize(
    "place", ["documents/paper.css", "img/emblem.svg", "fonts/LiberationSerif-Regular.ttf"], ids=lambda place: place
)
def test_style_emblem_and_fonts_are_part_of_the_renderer(settings: Any, tmp_path: Path, place: str) -> None:
    for folder in ("documents", "img", "fonts"):
        (tmp_path / "static" / folder).mkdir(parents=True)
    (tmp_path / "static" / "img" / "emblem.svg").write_text("", encoding="utf-8")
    settings.BASE_DIR = tmp_path
    before = store.renderer.__wrapped__()
    (tmp_path / "static" / place).write_text("changed", encoding="utf-8")
    assert store.renderer.__wrapped__() != before


def test_a_newer_library_is_another_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.renderer.__wrapped__()
    monkeypatch.setattr(store, "version", lambda library: "999")
    assert store.renderer.__wrapped__() != before


def test_another_version_of_the_portal_is_another_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.renderer.__wrapped__()
    monkeypatch.setattr(oleksandria_intl, "__version__", "999.0.0")
    assert store.renderer.__wrapped__() != before


def test_a_crowd_of_threads_causes_one_rendering(renderings: list[str]) -> None:
    answers: list[bytes] = []
    crowd = [threading.Thread(target=lambda: answers.append(store.rendered(PAPER, "pdf"))) for _ in range(12)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert answers == [b"%PDF-1"] * 12
    assert renderings == ["pdf"]


def ask(folder: Path, gate: Any, answers: Any) -> None:
    """Ask for the paper in a process of its own; every rendering leaves a file."""

    def write_pdf(document: Document) -> Pdf:
        (folder / f"rendering-{os.getpid()}").touch()
        time.sleep(0.3)
        return Pdf(str(os.getpid()).encode(), {})

    pdf.write_pdf = write_pdf
    gate.wait()
    answers.put(store.rendered(PAPER, "pdf"))


def test_a_crowd_of_processes_causes_one_rendering(tmp_path: Path) -> None:
    several = get_context("fork")
    gate, answers = several.Barrier(4), several.Queue()
    crowd = [several.Process(target=ask, args=(tmp_path, gate, answers)) for _ in range(4)]
    for each in crowd:
        each.start()
    given = {answers.get(timeout=60) for _ in crowd}
    for each in crowd:
        each.join()
    assert len(given) == 1
    assert len(list(tmp_path.glob("rendering-*"))) == 1


def test_a_failed_rendering_leaves_nothing_behind(
    renderings: list[str], monkeypatch: pytest.MonkeyPatch, papers_folder: Path
) -> None:
    def fail(document: Document) -> Pdf:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(pdf, "write_pdf", fail)
        with pytest.raises(MemoryError):
            store.rendered(PAPER, "pdf")
    assert list(papers_folder.glob("*")) == []
    assert store.rendered(PAPER, "pdf") == b"%PDF-1"


def aged(file: Path, days: int) -> None:
    os.utime(file, times=(time.time() - days * 86400,) * 2)


def test_what_was_made_long_ago_is_forgotten_with_the_next_paper(renderings: list[str], papers_folder: Path) -> None:
    store.rendered(PAPER, "pdf")
    (old,) = papers_folder.glob("*.pdf")
    aged(old, 31)
    store.rendered(replace(PAPER, title="Друге"), "pdf")
    assert not old.exists()


def test_what_was_made_lately_is_kept(renderings: list[str], papers_folder: Path) -> None:
    store.rendered(PAPER, "pdf")
    (young,) = papers_folder.glob("*.pdf")
    aged(young, 29)
    store.rendered(replace(PAPER, title="Друге"), "pdf")
    assert young.exists()


def test_a_file_that_another_process_takes_away_meanwhile_does_no_harm(
    renderings: list[str], papers_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft seen in the folder may be renamed before it is looked at."""
    listed: Callable[[Path], Any] = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: [*listed(folder), folder / "renamed.pdf.1.2"])
    assert store.rendered(PAPER, "pdf") == b"%PDF-1"


def test_a_page_is_not_kept(papers_folder: Path) -> None:
    assert store.rendered(PAPER, "html").startswith(b"<!DOCTYPE html>")
    assert not papers_folder.exists()
