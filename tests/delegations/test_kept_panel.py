"""What a delegation's panel says is kept while nothing changes, and said anew once something does."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from delegations.models import Delegation
from partners.models import City
from programs.models import Edition
from tests import trip_money as trips
from tests.admin_pages import address


@pytest.fixture
def page(client: Client, head: User, edition: Edition) -> str:
    client.force_login(head)
    trip = trips.trip()
    trips.line(trip, 600)
    return address(Delegation, "change", trip.pk)


def shown(client: Client, page: str) -> str:
    return client.get(page).content.decode().replace("\u00a0", " ")


@pytest.mark.usefixtures("settled")
def test_the_sums_and_the_destination_are_said_anew_after_a_change(client: Client, page: str) -> None:
    assert "<dd>600,00</dd>" in shown(client, page)
    trips.line(Delegation.objects.get(), 250)
    City.objects.update(name_uk="Гданськ")
    after = shown(client, page)
    assert "<dd>850,00</dd>" in after
    assert "Гданськ" in after


@pytest.mark.usefixtures("settled")
def test_a_page_that_was_looked_at_asks_little(client: Client, page: str, django_assert_max_num_queries: Any) -> None:
    before = shown(client, page)
    with django_assert_max_num_queries(18):
        after = shown(client, page)
    said = [text.partition('<div class="portal-panel')[2].partition("<fieldset")[0] for text in (before, after)]
    assert said[0] == said[1] != ""
