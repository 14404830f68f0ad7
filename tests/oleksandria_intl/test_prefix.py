"""A portal under a path of its host: every address that it makes begins with the path, and leads back to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.test import Client, RequestFactory
from django.urls import clear_script_prefix, get_resolver, reverse, set_script_prefix

from delegations.models import PlannedVisit
from oleksandria_intl import content_version, prefix
from oleksandria_intl.accounts import links
from oleksandria_intl.accounts.addresses import is_page_of_ours
from oleksandria_intl.documents import html
from oleksandria_intl.environment.addresses import OWN_ADDRESSES
from programs.models import Edition
from tests import factories
from tests.kept_pages import is_found
from tests.public_pages import page

INTL = "/intl"
ADDRESS = re.compile(r"""(?:href|src|action|data-[a-z-]*(?:url|address|root))=["']([^"']*)""")
WHOLE = re.compile(r"http://testserver/[^\s\"'<]*")
OWN = re.compile(r"^\^?([\w.]+)")
"""The first part of the address of a pattern."""
PUBLIC = (
    *("/", "/programs/", "/programs/2020/", "/programs/2020/text/", "/partners/", "/visits/", "/budget/2020/"),
    *("/documents/", "/search/?q=2020", "/data/", "/about/", "/accessibility/", "/privacy/"),
)
STAFF = ("/admin/", "/admin/programs/edition/", "/admin/partners/city/add/", "/accounts/2fa/", "/accounts/sessions/")


def addresses(patterns: Any) -> Iterator[str]:
    """Yield the patterns of addresses, those without a beginning of their own by what they include."""
    for each in patterns:
        own = str(each.pattern).replace("\\", "")
        yield from addresses(each.url_patterns) if hasattr(each, "url_patterns") and not own.strip("^") else [own]


class Browser(Client):
    """Asks as a server in front does that hands on the whole path."""

    def request(self, **request: Any) -> Any:
        return super().request(**{**request, "PATH_INFO": prefix.inner(request["PATH_INFO"])})


@pytest.fixture(autouse=True)
def under_a_path(settings: Any) -> Iterator[None]:
    settings.PATH_PREFIX = settings.FORCE_SCRIPT_NAME = INTL
    settings.STATIC_URL = f"{INTL}/static/"
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = f"{INTL}/"
    set_script_prefix(INTL)
    yield
    clear_script_prefix()


@pytest.fixture
def browser(settings: Any) -> Browser:
    return Browser()


@pytest.fixture
def everything(edition: Edition) -> Edition:
    """The published draft of 2020 with a row of every model."""
    factories.everything(edition)
    may = {"period_start": date(2020, 5, 1), "period_end": date(2020, 5, 31), "period_precision": "month"}
    PlannedVisit.objects.update(**may)
    Edition.objects.filter(pk=edition.pk).update(status="published")
    return edition


def strays(text: str) -> list[str]:
    """Return the addresses of a page that lead past the path, whole ones too."""
    found = [address.removeprefix("http://testserver") for address in (*ADDRESS.findall(text), *WHOLE.findall(text))]
    return [address for address in found if address.startswith("/") and not address.startswith(f"{INTL}/")]


@pytest.mark.parametrize(
    ("path", "rest"), [("/intl/a/", "/a/"), ("/intl/", "/"), ("/intl", "/"), ("/international/", "/international/")]
)
def test_the_server_in_front_may_leave_the_path_or_take_it_off(path: str, rest: str) -> None:
    seen: list[str] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(environ["PATH_INFO"])
        return []

    for asked in (path, rest):
        prefix.taken_off(application)({"PATH_INFO": asked}, None)
    assert seen == [rest, rest]


def test_no_path_begins_as_an_address_of_the_portal() -> None:
    places = [found[1] for found in map(OWN.match, addresses(get_resolver().url_patterns)) if found]
    assert {"admin", "visits", "robots.txt"} <= set(places)
    assert set(places) | {"en", "static"} == OWN_ADDRESSES


@pytest.mark.parametrize("address", PUBLIC)
def test_every_link_of_a_public_page_begins_with_the_path(browser: Browser, everything: Edition, address: str) -> None:
    for language in ("", "/en"):
        html = page(browser, f"{INTL}{language}{address}")
        assert len(ADDRESS.findall(html)) > 10
        assert strays(html) == []


@pytest.mark.parametrize("address", STAFF)
def test_every_link_of_a_page_of_the_staff_begins_with_the_path(
    browser: Browser, everything: Edition, administrator: User, address: str
) -> None:
    browser.force_login(administrator)
    html = page(browser, INTL + address)
    assert len(ADDRESS.findall(html)) > 10
    assert strays(html) == []


def test_a_page_leads_to_itself_in_the_other_language(browser: Browser, everything: Edition) -> None:
    assert 'href="/intl/en/programs/2020/"' in page(browser, "/intl/programs/2020/")
    assert 'href="/intl/programs/2020/"' in page(browser, "/intl/en/programs/2020/")


def test_a_page_names_itself_whole_to_those_who_search(browser: Browser, everything: Edition) -> None:
    html = page(browser, "/intl/programs/2020/")
    assert '<link rel="canonical" href="http://testserver/intl/programs/2020/">' in html
    assert 'hreflang="en" href="http://testserver/intl/en/programs/2020/"' in html
    assert re.search(r'property="og:image" content="http://testserver/intl/pictures/', html)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/sitemap.xml", "<loc>http://testserver/intl/programs/2020/</loc>"),
        ("/robots.txt", "Disallow: /intl/admin/"),
        ("/robots.txt", "Sitemap: http://testserver/intl/sitemap.xml"),
        ("/feeds/decisions.rss", "<link>http://testserver/intl/decisions/"),
        ("/data/catalog.json", "http://testserver/intl/data/"),
        ("/visits.ics", "http://testserver/intl/visits/2020-"),
    ],
)
def test_feeds_and_lists_name_whole_addresses(browser: Browser, everything: Edition, address: str, named: str) -> None:
    text = page(browser, INTL + address)
    assert named in text
    assert strays(text) == []


def test_the_page_of_a_fault_leads_back_under_the_path() -> None:
    html = render_to_string("500.html")
    assert 'action="/intl/search/"' in html
    assert 'href="/intl/en/"' in html
    assert strays(html) == []


def test_a_page_is_kept_by_its_address_with_the_path(
    browser: Browser, everything: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_version, "is_settled", lambda: True)
    content_version.draw_epoch()
    assert not is_found(browser, "/intl/programs/")
    assert is_found(browser, "/intl/programs/")
    assert not is_found(browser, "/intl/en/programs/")


def test_a_login_leads_back_to_where_one_wanted_and_its_cookies_stay_there(browser: Browser, clerk: User) -> None:
    clerk.set_password("a long enough word")
    clerk.save()
    asked: Any = browser.get("/intl/admin/partners/", follow=True)
    assert asked.redirect_chain[-1][0] == "/intl/accounts/login/?next=/intl/admin/partners/"
    form = {"login": "clerk", "password": "a long enough word", "next": "/intl/admin/partners/"}
    answer = browser.post("/intl/accounts/login/", form)
    assert answer["Location"] == "/intl/admin/partners/"
    assert {cookie["path"] for cookie in answer.cookies.values()} <= {"/intl/", "/intl/accounts/"}
    assert browser.get("/intl/admin/partners/").status_code == 200


def test_a_login_leads_to_no_page_past_the_path(browser: Browser, db: None) -> None:
    assert is_page_of_ours("/intl/admin/", "testserver")
    assert not is_page_of_ours("/intl/nowhere/", "testserver")


def test_the_staffs_pages_are_in_ukrainian_whatever_the_browser_asks_for(browser: Browser, db: None) -> None:
    html = browser.get("/intl/accounts/login/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="uk"' in html


def test_letters_name_the_path_once(settings: Any, rf: RequestFactory) -> None:
    settings.PUBLIC_URL = "https://example.org/intl"
    whole = "https://example.org/intl/accounts/login/"
    assert links.site(rf.get("/")) + reverse("account_login") == whole
    assert links.public(f"http://testserver{reverse('account_login')}") == whole


def test_a_static_file_is_served_with_the_path_taken_off(browser: Browser, db: None) -> None:
    answer = browser.get(static("site.css"))
    answer.close()
    assert static("site.css") == "/intl/static/site.css"
    assert answer.status_code == 200


def test_a_paper_as_a_page_asks_for_its_fonts_under_the_path() -> None:
    html.stylesheet.cache_clear()
    try:
        assert 'url("/intl/static/fonts/LiberationSerif-Regular.ttf")' in html.stylesheet()
    finally:
        html.stylesheet.cache_clear()
