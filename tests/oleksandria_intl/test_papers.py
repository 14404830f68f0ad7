"""The registry of papers, and papers that were issued."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Document, Paragraph, plain
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.papers import PaperKind, PaperNotFound, Scope


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


def test_an_issued_paper_is_kept_with_its_sum_and_who_issued_it(media: Path, clerk: User) -> None:
    (paper,) = papers.issue(KIND, "Слова", ["html"], by=clerk)
    kept = (media / paper.file.name).read_bytes()
    assert kept == papers.content(KIND, "Слова", "html")
    assert (paper.sha256, paper.size) == (hashlib.sha256(kept).hexdigest(), len(kept))
    assert (paper.kind, paper.key, paper.title, paper.issued_by) == ("note", "of/Слова", "Довідка", clerk)


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
