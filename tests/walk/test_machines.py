"""What machines read of the portal, by the rules of each: the feed, the map of the site, the calendar."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from delegations.models import Conference, PlannedVisit
from programs.models import Edition
from tests.public_pages import page
from tests.walk.addresses import LANGUAGES

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINE = re.compile(r"([A-Z-]+)(?:;[A-Z]+=[^:;]+)*:(.*)")
EVENT = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"}
"""What every event of the portal has, and once (RFC 5545, 3.6.1)."""


def events(calendar: str) -> list[dict[str, str]]:
    """Return the events of a calendar; fail where it is not put together as RFC 5545 says."""
    assert calendar.count("\n") == calendar.count("\r\n")
    lines = [LINE.fullmatch(line).groups() for line in calendar.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")]
    open_parts: list[str] = []
    found: list[dict[str, str]] = []
    for name, value in lines:
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts == ["VCALENDAR", "VEVENT"]:
            assert name not in found[-1]
            found[-1][name] = value
    assert open_parts == []
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_has_what_rss_asks_for(language: str, stranger: Client, walked: Edition) -> None:
    feed = ElementTree.fromstring(page(stranger, f"{language}/feeds/decisions.rss"))
    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    [channel] = feed
    assert all(channel.findtext(name) for name in ("title", "link", "description", "lastBuildDate"))
    assert channel.findtext("language") == (language.strip("/") or "uk")
    for item in channel.iter("item"):
        assert item.findtext("title")
        page(stranger, item.findtext("link").removeprefix("http://testserver"))
    for published in channel.iter("pubDate"):  # a draft need not have a day
        assert parsedate_to_datetime(published.text).tzinfo
    identities = [item.findtext("guid") for item in channel.iter("item")]
    assert len(identities) == len(set(identities)) > 0


def test_the_map_of_the_site_has_what_its_protocol_asks_for(stranger: Client, walked: Edition) -> None:
    tree = ElementTree.fromstring(page(stranger, "/sitemap.xml"))
    assert tree.tag == f"{SITEMAP}urlset"
    assert {place.tag for place in tree} == {f"{SITEMAP}url"}
    addresses = [place.findtext(f"{SITEMAP}loc") for place in tree]
    assert all(address.startswith("http://testserver/") for address in addresses)
    assert len(addresses) == len(set(addresses))
    for named in ("programs/2020/", "budget/2020/", "partners/tervel/", "visits/2020-visit-lublin/"):
        assert {f"http://testserver/{named}", f"http://testserver/en/{named}"} <= set(addresses)
    events_of_2020 = PlannedVisit.objects.count() + Conference.objects.count()
    assert sum("/visits/2020-" in address for address in addresses) == 2 * events_of_2020 > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_has_what_icalendar_asks_for(language: str, stranger: Client, walked: Edition) -> None:
    found = events(page(stranger, f"{language}/visits.ics"))
    assert len({event["UID"] for event in found}) == len(found) > 0
    for event in found:
        assert event.keys() >= EVENT
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        assert re.fullmatch(r"\d{8}", event["DTSTART"])
        assert event["DTSTART"] < event["DTEND"]


@pytest.mark.django_db
def test_before_any_data_they_are_empty(stranger: Client) -> None:
    assert ElementTree.fromstring(page(stranger, "/feeds/decisions.rss")).findall("channel/item") == []
    assert len(ElementTree.fromstring(page(stranger, "/sitemap.xml"))) > 0
    assert events(page(stranger, "/visits.ics")) == []
