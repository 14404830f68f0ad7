"""The files of issued papers are compared with their rows, and each difference is said in a sentence."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation

from oleksandria_intl import checks, guards, issued_files
from oleksandria_intl.checks import Finding, Severity
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def issued(name: str = "decision.pdf", content: bytes = b"as issued", key: str = "2020/1") -> IssuedPaper:
    """Issue a paper, some hours ago."""
    paper = IssuedPaper.objects.create(
        kind="decision",
        key=key,
        title="Рішення",
        format=name.rpartition(".")[2],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        file=ContentFile(content, name),
    )
    age(Path(paper.file.path), hours=5)
    return paper


def age(file: Path, *, hours: float) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    os.utime(file, (time.time() - hours * 3600,) * 2)


def found() -> list[Finding]:
    with translation.override("en"):
        return list(issued_files.issued_files())


def test_files_that_are_as_they_were_issued_are_no_finding(db: None) -> None:
    issued()
    issued("passport.docx")
    assert found() == []


def test_a_missing_file_is_an_error_that_leads_to_its_paper(db: None) -> None:
    paper = issued()
    Path(paper.file.path).unlink()
    (finding,) = found()
    assert finding.severity is Severity.ERROR
    assert "Рішення (pdf)" in finding.sentence
    assert "its file is missing" in finding.sentence
    assert finding.link == reverse("admin:oleksandria_intl_issuedpaper_change", args=[paper.pk])


def test_a_file_of_another_length_is_named_with_both_lengths(db: None) -> None:
    Path(issued().file.path).write_bytes(b"as issued, and more")
    (finding,) = found()
    assert "has 19 bytes, and had 9" in finding.sentence


def test_other_bytes_of_the_same_length_are_found_by_their_sum(db: None) -> None:
    Path(issued().file.path).write_bytes(b"AS ISSUED")
    (finding,) = found()
    assert "other bytes" in finding.sentence


def test_a_file_that_cannot_be_read_is_an_error_and_not_a_fault(db: None) -> None:
    paper = issued(content=b"")
    file = Path(paper.file.path)
    file.unlink()
    file.mkdir()
    with guards.lifted():
        IssuedPaper.objects.update(size=file.stat().st_size)
    (finding,) = found()
    assert "cannot be read" in finding.sentence


def test_a_file_that_no_paper_names_is_a_warning(db: None, media: Path) -> None:
    issued()
    age(media / "papers" / "2019" / "stranger.pdf", hours=2)
    (finding,) = found()
    assert finding.severity is Severity.WARNING
    assert "papers/2019/stranger.pdf" in finding.sentence


def test_a_file_of_an_issue_under_way_is_none(db: None, media: Path) -> None:
    age(media / "papers" / "2020" / "young.pdf", hours=0.5)
    assert found() == []


def test_of_many_files_twenty_are_named_and_the_others_counted(db: None) -> None:
    for number in range(23):
        Path(issued(f"{number}.pdf").file.path).unlink()
    named = found()
    assert len(named) == 21
    assert named[-1].sentence.endswith("further files: 3.")
    assert named[-1].severity is Severity.ERROR


def test_an_edition_shows_what_is_amiss_with_its_own_papers(edition: Edition) -> None:
    for key in (edition.key, "1999/1"):
        Path(issued(key=key).file.path).unlink()
    amiss = [finding for finding in checks.findings(edition) if isinstance(finding.row, IssuedPaper)]
    assert [finding.row.key for finding in amiss if isinstance(finding.row, IssuedPaper)] == [edition.key]
