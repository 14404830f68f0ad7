"""The file of an issued paper is served as it was issued, or not at all, and loudly."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from oleksandria_intl import content_version, kept_files, limits, papers
from oleksandria_intl.kept_files import BrokenFile
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.page_cache import PageCache
from programs.models import Edition
from tests import factories
from tests.kept_pages import body, is_found

CONTENT = b"%PDF-1.7 as issued"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path / "media"


@pytest.fixture
def adopted(db: None) -> Edition:
    return factories.edition(status="adopted")


@pytest.fixture
def paper(adopted: Edition) -> IssuedPaper:
    """The adopted decision, issued as PDF."""
    return IssuedPaper.objects.create(
        kind="decision",
        key=adopted.key,
        title="Рішення",
        format="pdf",
        size=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        file=ContentFile(CONTENT, "decision.pdf"),
    )


def spoil(paper: IssuedPaper) -> None:
    """Change one byte of the paper's file."""
    Path(paper.file.path).write_bytes(CONTENT.replace(b"as", b"AS"))


def mend(paper: IssuedPaper) -> None:
    Path(paper.file.path).write_bytes(CONTENT)


def addresses(paper: IssuedPaper) -> list[str]:
    """Return where readers find the file, and where the staff do."""
    return [
        f"/documents/{paper.pk}/{paper.file_name}",
        "/programs/2020/decision.pdf",
        "/programs/2020/decisions/1/decision.pdf",
        reverse("admin:oleksandria_intl_issuedpaper_download", args=[paper.pk]),
        reverse("admin:programs_edition_paper", args=[Edition.objects.get().pk, "decision", "pdf"]),
    ]


def test_a_file_that_is_as_it_was_issued_is_served_everywhere(client: Client, head: User, paper: IssuedPaper) -> None:
    client.force_login(head)
    for address in addresses(paper):
        assert body(client.get(address)) == CONTENT, address


@pytest.mark.parametrize("spoilt", [spoil, lambda paper: Path(paper.file.path).unlink()])
def test_a_broken_or_missing_file_is_refused_everywhere_in_a_sentence_and_in_the_log(
    client: Client, head: User, paper: IssuedPaper, caplog: pytest.LogCaptureFixture, spoilt: Any
) -> None:
    client.force_login(head)
    spoilt(paper)
    for address in addresses(paper):
        caplog.clear()
        answer = client.get(address)
        assert answer.status_code == 503, address
        assert "<h1>" in answer.content.decode()
        assert b"%PDF" not in answer.content
        assert [record.levelname for record in caplog.records if f"issued paper {paper.pk} " in record.message] == [
            "ERROR"
        ]


def test_the_refusal_speaks_the_readers_language(stranger: Client, paper: IssuedPaper) -> None:
    spoil(paper)
    page = stranger.get(f"/en/documents/{paper.pk}/{paper.file_name}").content.decode()
    assert "The file of this document is damaged" in page
    assert '<html lang="en">' in page


def test_the_command_writes_no_broken_file(paper: IssuedPaper, tmp_path: Path) -> None:
    spoil(paper)
    with pytest.raises(CommandError):
        call_command("document", "decision", "2020", output=tmp_path / "decision.pdf", stdout=StringIO())
    assert not (tmp_path / "decision.pdf").exists()


def test_what_is_made_of_a_final_paper_is_refused_too(paper: IssuedPaper) -> None:
    kind = replace(papers.get("decision"), is_final=lambda subject: True)
    spoil(paper)
    with pytest.raises(BrokenFile):
        papers.content(kind, Edition.objects.get(), "pdf")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, paper: IssuedPaper) -> str:
    """Where a reader has just had the decision, whose answer is kept."""
    monkeypatch.setattr(content_version, "is_settled", lambda: True)
    cache.clear()
    content_version.draw_epoch()
    address = "/programs/2020/decision.pdf"
    assert body(Client().get(address)) == CONTENT
    assert is_found(Client(), address)
    return address


@pytest.mark.parametrize("headers", [{}, {"If-None-Match": f'"{hashlib.sha256(CONTENT).hexdigest()}"'}])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_kept_answer_does_not_hide_that_the_file_was_changed_since(
    kept: str, paper: IssuedPaper, stranger: Client, method: str, headers: dict[str, str]
) -> None:
    spoil(paper)
    assert getattr(stranger, method)(kept, headers=headers).status_code == 503
    mend(paper)
    assert body(stranger.get(kept)) == CONTENT


def test_the_file_of_a_final_paper_is_not_copied_to_the_folder_of_made_papers(kept: str, tmp_path: Path) -> None:
    assert not list((tmp_path / "var").rglob("*.pdf"))


def test_a_kept_page_that_shows_a_kept_file_goes_with_it(kept: str, paper: IssuedPaper, rf: RequestFactory) -> None:
    def show(request: HttpRequest) -> HttpResponse:
        token = limits.asking.set(request)
        try:
            with kept_files.opened(paper) as file:
                return HttpResponse(file.read())
        finally:
            limits.asking.reset(token)

    cached = PageCache(show)
    for _time in range(2):
        assert body(cached(rf.get("/about/"))) == CONTENT
    spoil(paper)
    with pytest.raises(BrokenFile):
        cached(rf.get("/about/"))
