"""What machines read of the portal: news of decisions, the map of the site, the rules for robots."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oleksandria_intl.models import Decision
from programs.models import Edition
from tests import factories
from tests.public_pages import page
from tests.seed import programme_2020

__all__ = ["programme_2020"]

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def told(client: Client, address: str = "/feeds/decisions.rss") -> list[dict[str, str]]:
    """Return the items of the feed."""
    return [
        {part.tag: part.text or "" for part in item}
        for item in ElementTree.fromstring(page(client, address))[0].iter("item")
    ]


def addresses(client: Client) -> list[str]:
    """Return the addresses of the map of the site, without the host."""
    tree = ElementTree.fromstring(page(client, "/sitemap.xml"))
    return [urlsplit(place.text or "").path for place in tree.findall("map:url/map:loc", NAMES)]


def test_the_feed_tells_of_a_draft_and_then_of_the_decision(stranger: Client, db: None) -> None:
    edition = factories.edition(status="published")
    (draft,) = told(stranger, "/en/feeds/decisions.rss")
    assert draft["title"].startswith("Draft: Про затвердження Програми розвитку співробітництва")
    assert draft["link"] == "http://testserver/en/decisions/programme-2020/"
    day = date(2020, 2, 28)
    Decision.objects.filter(edition=edition).update(
        number="973", period_start=day, period_end=day, period_precision="day"
    )
    (decided,) = told(stranger)
    assert decided["title"].endswith("(№ 973)")
    assert decided["pubDate"].startswith("Fri, 28 Feb 2020")
    assert decided["guid"] != draft["guid"]


def test_what_a_draft_plans_for_later_does_not_make_it_newer_than_a_decision(stranger: Client, db: None) -> None:
    made = factories.edition(status="published")
    draft = factories.edition("2021", years=(2021, 2021), status="published")
    Edition.objects.filter(pk=draft.pk).update(published_on=date(2020, 2, 1))
    day, later = date(2020, 3, 1), date(2030, 12, 1)
    known = {"period_start": day, "period_end": day, "period_precision": "day"}
    Decision.objects.filter(edition=made).update(number="973", **known)
    Decision.objects.filter(edition=draft).update(period_start=later, period_end=later, period_precision="month")
    news = told(stranger, "/en/feeds/decisions.rss")
    assert [each["title"].startswith("Draft") for each in news] == [False, True]


def test_the_feed_keeps_silent_on_what_is_not_published(stranger: Client, db: None) -> None:
    factories.edition(status="draft")
    assert told(stranger) == []


def test_the_feed_asks_the_database_no_more_often_for_more_news(stranger: Client, db: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            told(stranger)
        return len(asked)

    factories.edition(status="published")
    few = queries()
    for year in (2021, 2022, 2023):
        factories.edition(str(year), years=(year, year), status="published")
    assert queries() == few
    assert "2023" in told(stranger)[0]["description"]


def test_every_address_of_the_map_answers_in_both_languages(stranger: Client, programme_2020: Edition) -> None:
    listed = addresses(stranger)
    assert len(listed) == len(set(listed))
    for address in ("/", "/programs/2020/", "/programs/2020/text/", "/budget/2020/", "/visits/", "/about/"):
        assert {address, f"/en{address}"} <= set(listed)
    assert "/visits/2020-visit-lublin/" in listed
    assert "/partners/tervel/" in listed
    for address in listed:
        page(stranger, address)


def test_every_page_of_the_map_has_a_title_of_its_own(stranger: Client, programme_2020: Edition) -> None:
    titles = [
        re.findall(r"<title>(.*?)</title>", page(stranger, address), re.DOTALL)[0] for address in addresses(stranger)
    ]
    doubled = {title for title in titles if titles.count(title) > 1}
    assert doubled == set()


def test_the_map_names_every_page_in_the_other_language(stranger: Client, programme_2020: Edition) -> None:
    tree = ElementTree.fromstring(page(stranger, "/sitemap.xml"))
    for place in tree.findall("map:url", NAMES):
        languages = {link.get("hreflang") for link in place.findall("xhtml:link", NAMES)}
        assert languages == {"uk", "en", "x-default"}


def test_the_map_leaves_out_what_is_not_public(stranger: Client, db: None) -> None:
    factories.everything(factories.edition(status="draft"))
    assert not [address for address in addresses(stranger) if "2020" in address]


def test_the_map_asks_the_database_no_more_often_for_more_pages(stranger: Client, db: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            addresses(stranger)
        return len(asked)

    edition = factories.edition(status="published")
    factories.everything(edition)
    few = queries()
    for number in range(5):
        factories.everything(edition, f"-{number}")
    assert queries() == few


@pytest.mark.django_db
def test_robots_are_told_what_is_not_for_them(stranger: Client) -> None:
    rules = page(stranger, "/robots.txt").splitlines()
    assert "Disallow: /admin/" in rules
    assert "Sitemap: http://testserver/sitemap.xml" in rules
