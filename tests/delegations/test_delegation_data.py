"""Trips and receptions in open data, in the feed and in the search: what their pages say, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from oleksandria_intl import search
from programs.models import Edition
from tests import factories
from tests.data_files import content, json_rows
from tests.delegations import held
from tests.public_pages import page


@pytest.fixture
def edition(db: None) -> Edition:
    """A published programme of 2020, a trip that came of it, a reception and a trip that is prepared."""
    factories.publication_rules()
    row = factories.edition(status="published")
    held.planned(row)
    trip = held.prepared(row, is_demonstration=True)
    held.report(trip)
    held.walk(trip, "ordered", "reported")
    held.reception()
    held.jarocin().delegations.create(code="later", direction="out", purpose_uk=held.SECRET)
    return row


def test_the_sets_hold_what_the_pages_say_and_no_name_that_is_not_public(stranger: Client, edition: Edition) -> None:
    (trip,) = json_rows(stranger, "trips")
    assert (trip["code"], trip["status"], trip["place_en"]) == ("jarocin-2020-09", "reported", "Jarocin, Poland")
    assert (trip["program"], trip["planned_code"], trip["measure"]) == ("2020", "jarocin", "1.2")
    assert (trip["estimated"], trip["spent"], trip["people"]) == (28000.0, 18000.0, 14)
    assert (trip["order_number"], trip["order_date"]) == ("55-р", "2020-09-14")
    assert trip["is_demonstration"] is True
    assert "Коваль Олена, Начальниця відділу" in trip["members_uk"]
    (guests,) = json_rows(stranger, "receptions")
    assert (guests["code"], guests["people"], guests["spent"]) == ("guests-2020-11", None, None)
    for code in ("trips", "receptions"):
        assert held.SECRET not in content(stranger, f"/data/{code}.csv").decode()


def test_the_feed_tells_what_happened_and_says_what_is_invented(stranger: Client, edition: Edition) -> None:
    feed = page(stranger, "/en/feeds/visits.rss")
    assert feed.count("<item>") == 2
    assert feed.index("guests-2020-11") < feed.index("jarocin-2020-09"), "the latest stands first"
    assert "(demonstration data): took place<" in feed
    assert "delegation:jarocin-2020-09/reported" in feed
    assert "delegation:guests-2020-11/over" in feed
    assert "Fri, 02 Oct 2020" in feed
    assert held.SECRET not in feed


def test_the_search_finds_a_trip_by_who_went_and_what_came_of_it(stranger: Client, edition: Edition) -> None:
    found = {entry.title_uk: entry for entry in search.entries().of_kind("delegation")}
    assert len(found) == 2
    (trip,) = (entry for title, entry in found.items() if "28 вересня" in title)
    for said in ("Коваль Олена", "Спільний фестиваль", "Надіслати хор", "для участі у Днях міста"):
        assert said in trip.text_uk
    assert "A festival together" in trip.text_en
    assert not any(held.SECRET in entry.text_uk + entry.title_uk for entry in found.values())


def test_the_map_of_the_site_knows_the_pages_of_delegations(stranger: Client, edition: Edition) -> None:
    site_map = page(stranger, "/sitemap.xml")
    assert "/visits/jarocin-2020-09/" in site_map
    assert "/visits/guests-2020-11/" in site_map
    assert "later" not in site_map
