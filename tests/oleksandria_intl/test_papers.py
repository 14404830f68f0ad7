"""The registry of papers, and papers that were issued."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import translation

from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Column, Paragraph, Row, plain
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sheets import Sheet
from oleksandria_intl.models import Council, IssuedPaper
from oleksandria_intl.papers import PaperKind, PaperNotFound, Scope

pytestmark = pytest.mark.django_db
"""What is given out is noted as a working copy."""


def note(text: str) -> Document:
    return Document("Довідка", "Рада", (Paragraph(plain(text)),), datetime(2020, 1, 1, tzinfo=timezone.utc))


KIND = PaperKind(
    kind="note",
    app="tests",
    title="довідка",
    key_help="що завгодно",
    find=lambda key, scope: key,
    build=note,
    data=lambda subject: {"text": subject},
    key_of=lambda subject: f"of/{subject}",
)


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_kind_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "KINDS", {})
    papers.register(KIND)
    assert papers.get("note") is KIND


def test_of_an_unknown_kind_one_is_told_which_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "KINDS", {"note": KIND})
    with translation.override("en"), pytest.raises(PaperNotFound, match="no paper “bill”; there are: note"):
        papers.get("bill")


def test_nothing_is_asked_of_most_papers_but_their_key() -> None:
    assert Scope() == Scope(on=None, start=None, end=None)


def test_json_is_the_data_alone() -> None:
    assert json.loads(papers.content(KIND, "ґєії'", "json")) == {"text": "ґєії'"}


def test_a_page_says_the_words() -> None:
    assert "Слова" in papers.content(KIND, "Слова", "html").decode()


def test_what_cannot_be_kept_is_not_issued_and_leaves_nothing_behind(
    media: Path, clerk: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk is full once the first of two files is written."""
    link = os.link

    def full(draft: Path, place: str) -> None:
        if place.endswith(".json"):
            raise OSError(errno.ENOSPC, "No space left on device")
        link(draft, place)

    monkeypatch.setattr(os, "link", full)
    with translation.override("en"), pytest.raises(ValidationError, match="no room to keep its files"):
        papers.issue(KIND, "Слова", ["html", "json"], by=clerk)
    assert not IssuedPaper.objects.exists()
    assert not [file for file in media.rglob("*") if file.is_file()]
    assert "No space left" in caplog.text


def test_a_paper_that_the_database_refuses_leaves_no_file_behind(media: Path, clerk: User) -> None:
    papers.issue(KIND, "Слова", ["html"], by=clerk, number="1/2020")
    before = sorted(media.rglob("*"))
    with pytest.raises(IntegrityError):
        papers.issue(KIND, "Слова", ["json", "html"], by=clerk, number="1/2020")
    assert sorted(media.rglob("*")) == before
    assert IssuedPaper.objects.count() == 1


def test_an_issued_paper_is_kept_with_its_sum_and_who_issued_it(media: Path, clerk: User) -> None:
    (paper,) = papers.issue(KIND, "Слова", ["html"], by=clerk)
    kept = (media / paper.file.name).read_bytes()
    assert "Слова" in kept.decode()
    assert (paper.sha256, paper.size) == (hashlib.sha256(kept).hexdigest(), len(kept))
    assert (paper.kind, paper.key, paper.title, paper.issued_by) == ("note", "of/Слова", "Довідка", clerk)


def test_the_files_of_an_issue_share_its_identifier_and_its_moment(media: Path, db: None) -> None:
    one, other = papers.issue(KIND, "Слова", ["html", "json"], by=None)
    (later,) = papers.issue(KIND, "Слова", ["html"], by=None)
    assert (one.identifier, one.issued_at) == (other.identifier, other.issued_at)
    assert later.identifier != one.identifier
    assert later.issued_at > one.issued_at


def test_an_issued_paper_prints_the_address_of_its_page(media: Path, db: None, settings: Any) -> None:
    settings.PUBLIC_URL = "https://intl.example.org/council"
    (paper,) = papers.issue(KIND, "Слова", ["html"], by=None)
    assert f"intl.example.org/council/documents/{paper.identifier}/" in (media / paper.file.name).read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(("address", "wanted"), [("", True), ("https://intl.example.org", False)])
def test_without_the_portals_address_or_where_the_council_wants_none_no_code_is_printed(
    media: Path, db: None, settings: Any, address: str, wanted: bool
) -> None:
    settings.PUBLIC_URL = address
    Council.objects.create(name_uk="Рада", city_uk="Місто", place="м. Місто", has_page_code=wanted)
    (paper,) = papers.issue(KIND, "Слова", ["html"], by=None)
    assert "page-code" not in (media / paper.file.name).read_text(encoding="utf-8").partition("<body>")[2]


def test_what_is_not_issued_says_that_it_is_a_working_copy(media: Path, db: None) -> None:
    (paper,) = papers.issue(KIND, "Слова", ["html"], by=None)
    assert "робочий примірник" in papers.content(KIND, "Слова", "html").decode()
    assert "робочий примірник" not in (media / paper.file.name).read_text(encoding="utf-8")


def test_a_word_file_is_dated_by_its_issue_and_a_working_copy_by_its_data(media: Path, db: None) -> None:
    (paper,) = papers.issue(KIND, "Слова", ["docx"], by=None)
    issued = docx.Document(str(media / paper.file.name)).core_properties
    copy = docx.Document(BytesIO(papers.content(KIND, "Слова", "docx"))).core_properties
    assert issued.created == issued.modified == paper.issued_at.replace(microsecond=0)
    assert copy.created == copy.modified == datetime(2020, 1, 1, tzinfo=timezone.utc)


def test_every_format_asked_for_is_kept(media: Path, db: None) -> None:
    issued = papers.issue(KIND, "Слова", ["html", "docx"], by=None)
    assert [paper.format for paper in issued] == ["html", "docx"]


def test_of_what_is_final_the_issued_bytes_are_given(media: Path, db: None) -> None:
    (paper,) = papers.issue(KIND, "Слова", ["html"], by=None)
    final = replace(KIND, is_final=lambda subject: True, build=lambda subject: note("Інші слова"))
    assert papers.content(final, "Слова", "html") == (media / paper.file.name).read_bytes()


def test_of_what_still_changes_the_paper_is_made_anew(media: Path, db: None) -> None:
    papers.issue(KIND, "Слова", ["html"], by=None)
    changed = replace(KIND, build=lambda subject: note("Інші слова"))
    assert "Інші слова" in papers.content(changed, "Слова", "html").decode()


def test_of_what_is_final_but_was_never_issued_the_paper_is_made(db: None) -> None:
    final = replace(KIND, is_final=lambda subject: True)
    assert "Слова" in papers.content(final, "Слова", "html").decode()


def test_the_newest_of_several_issues_is_given(media: Path, db: None) -> None:
    papers.issue(KIND, "Слова", ["html"], by=None)
    papers.issue(replace(KIND, build=lambda subject: note("Виправлено")), "Слова", ["html"], by=None)
    final = replace(KIND, is_final=lambda subject: True)
    assert IssuedPaper.objects.count() == 2
    assert "Виправлено" in papers.content(final, "Слова", "html").decode()


WORDS = ("Слова", "Діла")


def register(subject: str) -> Iterator[Sheet]:
    """Yield a sheet whose rows come one at a time."""
    yield Sheet("Реєстр", (Column("Слово"),), (Row((text_cell(word),)) for word in (subject, *WORDS)))


def refuse(subject: str) -> Document:
    raise AssertionError("the document takes long to build, and nobody needs it")


SHEETS = replace(KIND, sheets=register, build=refuse, cover=note, formats=("pdf", "xlsx", "csv", "json"))


def test_an_issued_workbook_is_dated_by_its_issue(media: Path, db: None) -> None:
    (paper,) = papers.issue(SHEETS, "Слова", ["xlsx"], by=None)
    created = openpyxl.load_workbook(media / paper.file.name).properties.created
    assert created == paper.issued_at.replace(microsecond=0, tzinfo=None)


def column(content: bytes) -> list[str]:
    return [cell.value for cell in openpyxl.load_workbook(BytesIO(content)).active["A"]]


def test_without_sheets_of_its_own_a_kind_gives_those_of_its_document() -> None:
    assert column(papers.content(KIND, "Слова", "xlsx")) == ["Слова"]


def test_sheets_of_a_kind_are_written_without_its_document() -> None:
    assert column(papers.content(SHEETS, "Три", "xlsx")) == ["Слово", "Три", *WORDS]
    assert papers.content(SHEETS, "Три", "csv").decode("utf-8-sig").split() == ["Слово", "Три", *WORDS]


def test_without_a_cover_the_document_tells_title_and_author() -> None:
    content = papers.content(replace(SHEETS, build=note, cover=None), "Три", "xlsx")
    properties = openpyxl.load_workbook(BytesIO(content)).properties
    assert (properties.title, properties.creator) == ("Довідка", "Рада")


def test_a_register_that_never_ends_begins_to_come_at_once() -> None:
    endless = (Row((text_cell(f"рядок {number}"),)) for number in count())
    kind = replace(SHEETS, sheets=lambda subject: iter([Sheet("Реєстр", (Column("Слово"),), endless)]))
    assert next(papers.stream(kind, "", "csv")).decode("utf-8-sig").startswith("Слово\r\nрядок 0\r\n")


@pytest.mark.parametrize("format", ["csv", "json"])
def test_what_is_issued_is_what_is_given(media: Path, db: None, format: str) -> None:
    paper, *_beside = papers.issue(SHEETS, "Слова", [format], by=None)
    kept = (media / paper.file.name).read_bytes()
    assert kept == papers.content(SHEETS, "Слова", format)
    assert (paper.title, paper.sha256, paper.size) == ("Довідка", hashlib.sha256(kept).hexdigest(), len(kept))


def test_for_several_formats_the_document_is_built_once(media: Path, db: None) -> None:
    built: list[str] = []
    kind = replace(KIND, build=lambda subject: built.append(subject) or note(subject))  # type: ignore[func-returns-value]
    papers.issue(kind, "Слова", ["html", "xlsx", "csv", "json"], by=None)
    assert built == ["Слова"]


def test_what_was_issued_comes_in_pieces_too(media: Path, db: None) -> None:
    (paper,) = papers.issue(SHEETS, "Слова", ["xlsx"], by=None)
    final = replace(SHEETS, is_final=lambda subject: True, sheets=lambda subject: iter(()))
    assert b"".join(papers.stream(final, "Слова", "xlsx")) == (media / paper.file.name).read_bytes()


def test_an_issue_of_what_became_final_is_made_anew(media: Path, db: None) -> None:
    papers.issue(KIND, "Слова", ["html"], by=None)
    final = replace(KIND, is_final=lambda subject: True, build=lambda subject: note("Остаточно"))
    (paper,) = papers.issue(final, "Слова", ["html"], by=None)
    assert "Остаточно" in (media / paper.file.name).read_text(encoding="utf-8")


@pytest.fixture
def sheets_kind(monkeypatch: pytest.MonkeyPatch) -> PaperKind:
    monkeypatch.setattr(papers, "KINDS", {"note": SHEETS})
    return SHEETS


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_command_writes_what_the_portal_gives(sheets_kind: PaperKind, tmp_path: Path, format: str) -> None:
    file = tmp_path / "new folder" / f"note.{format}"
    call_command("document", "note", "Слова", "--output", str(file))
    assert file.read_bytes() == papers.content(sheets_kind, "Слова", format)


def test_the_command_writes_sheets_to_standard_output(
    sheets_kind: PaperKind, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    call_command("document", "note", "Слова", "--format", "csv")
    assert capfdbinary.readouterr().out == papers.content(sheets_kind, "Слова", "csv")


def test_a_name_that_ends_in_another_format_is_answered_with_those_there_are(
    sheets_kind: PaperKind, tmp_path: Path
) -> None:
    with translation.override("en"), pytest.raises(CommandError, match="comes as pdf, xlsx, csv, json"):
        call_command("document", "note", "Слова", "--output", str(tmp_path / "note.docx"))


def test_a_paper_that_is_not_there_once_it_is_built_is_answered_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(subject: str) -> Document:
        raise PaperNotFound("too long for paper")

    monkeypatch.setattr(papers, "KINDS", {"note": replace(KIND, build=missing)})
    with pytest.raises(CommandError, match="too long for paper"):
        call_command("document", "note", "Слова", "--output", str(tmp_path / "note.html"))


def test_a_file_that_is_there_stays_when_the_paper_cannot_be_made(sheets_kind: PaperKind, tmp_path: Path) -> None:
    file = tmp_path / "note.pdf"
    file.write_bytes(b"old")
    with pytest.raises(AssertionError):
        call_command("document", "note", "Слова", "--output", str(file))
    assert file.read_bytes() == b"old"


def test_the_word_file_of_staff_alone_has_marks_by_which_it_is_read_back(media: Path, db: None) -> None:
    def label(content: bytes) -> str:
        return str(docx.Document(BytesIO(content)).core_properties.keywords)

    (issued,) = papers.issue(KIND, "Слова", ["docx"], by=None)
    assert label(papers.content(KIND, "Слова", "docx", for_staff=True)).startswith("note/of/Слова ")
    assert label(papers.content(KIND, "Слова", "docx")) == label((media / issued.file.name).read_bytes()) == ""
