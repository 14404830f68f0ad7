"""What the portal says of itself, and pages that help when something is amiss."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.views.defaults import permission_denied, server_error

from oleksandria_intl import papers
from oleksandria_intl.models import Council, Unit
from tests import factories
from tests.money_pages import text
from tests.public_pages import headings, is_strict, language, page

ABOUT = ("/about/", "/accessibility/", "/privacy/")


@pytest.mark.parametrize("path", ABOUT)
@pytest.mark.parametrize(("prefix", "expected"), [("", "uk"), ("/en", "en")])
@pytest.mark.parametrize("is_empty", [True, False])
def test_the_pages_answer_in_both_languages(
    stranger: Client, db: None, path: str, prefix: str, expected: str, is_empty: bool
) -> None:
    if not is_empty:
        factories.council()
    html = page(stranger, prefix + path)
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(html)


def test_every_page_leads_to_what_the_portal_says_of_itself(stranger: Client, db: None) -> None:
    for path in ABOUT:
        assert f'href="/en{path}"' in page(stranger, "/en/programs/")


def test_the_page_about_the_portal_names_the_council_and_its_units(stranger: Client, db: None) -> None:
    council = factories.council()
    shown = text(page(stranger, "/about/"))
    assert council.name_uk in shown
    assert Unit.objects.get().name_uk in shown


def test_readers_get_no_cookies_as_the_page_on_privacy_says(stranger: Client, db: None) -> None:
    factories.edition(status="published")
    for path in ("/", "/programs/2020/", "/search/?q=a", "/visits/", *ABOUT):
        answer = stranger.get(path)
        assert not answer.cookies, path


@pytest.mark.parametrize("path", ["/nothing/", "/en/nothing/", "/visits/nothing/"])
def test_a_missing_page_helps_on_with_a_search_and_links(stranger: Client, db: None, path: str) -> None:
    html = page(stranger, path, status=404)
    prefix = "/en" if path.startswith("/en/") else ""
    for address in ("search/", "programs/", "visits/"):
        assert f'"{prefix}/{address}"' in html
    assert len(headings(html)) == 1
    assert is_strict(html)


def test_a_forbidden_page_helps_on(db: None) -> None:
    request: HttpRequest = RequestFactory().get("/")
    answer = permission_denied(request, PermissionDenied())
    html = answer.content.decode()
    assert answer.status_code == 403
    assert 'action="/search/"' in html
    assert is_strict(html)


def test_the_page_of_a_fault_needs_no_database(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = server_error(RequestFactory().get("/"))
    assert len(asked) == 0
    html = answer.content.decode()
    assert answer.status_code == 500
    assert 'action="/search/"' in html
    assert html == render_to_string("500.html")
    assert is_strict(html)
    assert len(headings(html)) == 1


def test_the_home_page_has_a_search(stranger: Client, db: None) -> None:
    assert 'action="/search/"' in page(stranger, "/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_empty_portal_answers_on_every_page(stranger: Client, db: None, prefix: str) -> None:
    for path in ("/", "/programs/", "/partners/", "/visits/", "/documents/", "/search/?q=a", "/data/", *ABOUT):
        page(stranger, prefix + path)
    assert stranger.get("/data/catalog.json").status_code == 200
    assert stranger.get("/healthz").status_code == 200


def test_papers_are_made_before_the_council_is_entered(stranger: Client, db: None) -> None:
    edition = factories.edition()
    factories.everything(edition)
    Council.objects.all().delete()
    for kind in ("decision", "passport", "cost-estimate"):
        assert papers.content(papers.get(kind), edition, "docx")
