"""The papers that were issued: listed for everybody, and a file verified by its SHA-256."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oleksandria_intl.models import IssuedPaper
from programs.models import Edition

CONTENT = b"%PDF-1.7 paper"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def issued(**facts: Any) -> IssuedPaper:
    given = {"kind": "execution-report", "key": "2020/a/b", "title": "Звіт", "format": "pdf", "number": "1/2020"}
    about = {"size": len(CONTENT), "sha256": SHA256, "file": ContentFile(CONTENT, "paper.pdf")}
    return IssuedPaper.objects.create(**(given | about | facts))


def test_an_issued_paper_is_listed_with_number_size_and_sum(stranger: Client, edition: Edition) -> None:
    issued()
    page = stranger.get("/documents/").content.decode()
    assert "1/2020" in page
    assert SHA256 in page


def test_papers_of_a_draft_that_nobody_may_see_are_not_listed(stranger: Client, edition: Edition) -> None:
    issued(kind="decision", key="2020/1", number="", title="Чернетка рішення")
    assert "Чернетка рішення" not in stranger.get("/documents/").content.decode()
    Edition.objects.update(status="published")
    assert "Чернетка рішення" in stranger.get("/documents/").content.decode()


def test_the_files_sum_is_recognised_in_any_case(stranger: Client, edition: Edition) -> None:
    issued()
    answer = stranger.get("/documents/", {"sha256": f" {SHA256.upper()} "})
    assert answer.context["answer"].verdict == "issued"


def test_the_file_itself_is_recognised_and_a_changed_one_is_not(edition: Edition) -> None:
    issued()
    reader = Client(enforce_csrf_checks=True)
    for content, known in ((CONTENT, True), (CONTENT + b" ", False), (b"", False)):
        answer = reader.post("/documents/", {"file": SimpleUploadedFile("звіт.pdf", content)})
        assert answer.status_code == 200
        assert (answer.context["answer"] is not None) is known
    assert not reader.cookies, "a reader gets no cookie"


@pytest.mark.parametrize("typed", ["abc", "г" * 64, "a" * 65, "'; --", "\x00", "a" * 10_000])
def test_what_is_no_sum_is_answered_with_a_sentence(stranger: Client, edition: Edition, typed: str) -> None:
    answer = stranger.get("/documents/", {"sha256": typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_an_issue_has_a_page_with_its_files_and_their_sums(stranger: Client, edition: Edition) -> None:
    paper = issued()
    word = issued(identifier=paper.identifier, format="docx", sha256="b" * 64)
    issued(number="2/2020", sha256="c" * 64)
    page = stranger.get(f"/documents/{paper.identifier}/").content.decode()
    assert "Звіт" in page
    assert "1/2020" in page
    assert SHA256 in page
    assert "b" * 64 in page
    assert "c" * 64 not in page
    assert f"/documents/{word.pk}/{word.file_name}" in page
    assert stranger.get(f"/en/documents/{paper.identifier}/").status_code == 200


def test_the_list_leads_to_the_page_of_an_issue(stranger: Client, edition: Edition) -> None:
    paper = issued()
    assert f'href="/documents/{paper.identifier}/"' in stranger.get("/documents/").content.decode()


def test_an_unknown_identifier_is_answered_in_words(stranger: Client, edition: Edition) -> None:
    answer = stranger.get("/en/documents/bcdfghjkmn/")
    assert answer.status_code == 404
    assert "no public paper with the identifier “bcdfghjkmn”" in answer.content.decode()


def test_a_draft_that_nobody_may_see_has_no_page(stranger: Client, edition: Edition) -> None:
    paper = issued(kind="decision", key="2020/1", number="", title="Чернетка рішення")
    address = f"/documents/{paper.identifier}/"
    assert stranger.get(address).status_code == 404
    Edition.objects.update(status="published")
    assert "Чернетка рішення" in stranger.get(address).content.decode()


def test_a_long_list_comes_in_pages(stranger: Client, edition: Edition) -> None:
    for number in range(31):
        issued(number=f"{number}/2020")
    assert len(stranger.get("/documents/").context["issued"]) == 30
    assert len(stranger.get("/documents/?page=2").context["issued"]) == 1
