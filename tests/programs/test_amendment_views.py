"""The page of what an amendment changed, in both languages, and the whole text with the changes as a file."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from programs.amending import amend
from programs.models import Edition, PassportRow
from tests import factories
from tests.programs.amendments import changed
from tests.public_pages import headings, is_strict, page

CHANGES = "/programs/2020/decisions/2/changes/"


@pytest.fixture
def amendment(db: None, head: User) -> Edition:
    """An amendment that is published: one row of the passport says something else."""
    edition = factories.edition()
    PassportRow.objects.create(edition=edition, order=1, label_uk="Замовник", value_uk="Міська рада")
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    draft = amend(edition=Edition.objects.of_key("2020/1"), by=head)
    changed(PassportRow.objects.get(edition=draft), value_uk="Обласна рада")
    return with_status(draft, "published")


def with_status(edition: Edition, status: str) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(status=status, in_force_from=date(2020, 5, 5))
    return Edition.objects.of_key(edition.key)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_shows_what_was_and_what_is(stranger: Client, amendment: Edition, prefix: str) -> None:
    html = page(stranger, prefix + CHANGES)
    assert [text in html for text in ("«Замовник»", "Міська рада", "<strong>Обласна", "Запропонована редакція")] == [
        True
    ] * 4
    assert (len(headings(html)), is_strict(html)) == (1, True)


def test_the_list_of_decisions_leads_to_what_an_amendment_changed(stranger: Client, amendment: Edition) -> None:
    html = page(stranger, "/programs/2020/decisions/")
    assert CHANGES in html
    assert "/decisions/1/changes/" not in html


def test_an_amendment_that_changes_nothing_yet_says_so(stranger: Client, amendment: Edition) -> None:
    with_status(amendment, "draft")
    changed(PassportRow.objects.get(edition=amendment), value_uk="Міська рада")
    with_status(amendment, "published")
    assert "<table" not in page(stranger, CHANGES)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_public_has_no_page(stranger: Client, amendment: Edition, status: str) -> None:
    with_status(amendment, status)
    page(stranger, CHANGES, status=404)
    page(stranger, "/programs/2020/decisions/2/program.docx", status=404)


def test_what_amends_nothing_has_no_page(stranger: Client, amendment: Edition) -> None:
    page(stranger, "/programs/2020/decisions/1/changes/", status=404)


def test_the_whole_text_is_a_file_under_its_title(stranger: Client, amendment: Edition, quick_papers: None) -> None:
    answer = stranger.get("/programs/2020/decisions/2/program.docx")
    assert answer.getvalue() == amendment.titled().encode()
    assert "docx" in answer["Content-Disposition"]
