"""What the page of documents says of papers that are withheld, and to whoever has one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from delegations.models import Delegation
from oleksandria_intl.models import IssuedPaper
from tests import factories
from tests.delegations.trips import ORDER_NUMBER, PLACE, issued, trip
from tests.public_pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(settings: Any, tmp_path: Any, it_is: Callable[[str], None]) -> IssuedPaper:
    """The issued paper of a trip that is not over."""
    it_is("2026-11-24")
    settings.MEDIA_ROOT = tmp_path
    factories.council()
    factories.publication_rules()
    trip()
    return issued("trip")


def test_the_list_says_of_it_its_identifier_sum_and_place_until_the_trip_is_over(
    stranger: Client, paper: IssuedPaper
) -> None:
    html = page(stranger, "/documents/")
    assert all(shown in html for shown in (paper.identifier, paper.sha256, paper.running_hash))
    assert PLACE not in html
    assert paper.file_name not in html
    Delegation.objects.update(period_end=date(2026, 11, 23))
    assert "Розпорядження про відрядження" in page(stranger, "/documents/")
    assert stranger.get(f"/documents/{paper.pk}/{paper.file_name}").getvalue() == b"trip"  # type: ignore[attr-defined]


def test_its_page_says_that_it_was_issued_and_its_file_is_not_given(stranger: Client, paper: IssuedPaper) -> None:
    html = page(stranger, f"/documents/{paper.identifier}/")
    assert paper.sha256 in html
    assert PLACE not in html
    page(stranger, f"/documents/{paper.pk}/{paper.file_name}", status=404)


def test_whoever_has_the_file_hears_that_it_was_issued_and_no_more(stranger: Client, paper: IssuedPaper) -> None:
    digest = hashlib.sha256(b"trip").hexdigest()
    said = stranger.get("/documents/", {"sha256": digest, "format": "json"}).json()
    assert said == {"verdict": "issued", "sha256": digest}


def test_neither_search_feed_map_nor_data_names_it_or_the_order(stranger: Client, paper: IssuedPaper) -> None:
    addresses = ("/search/?q=відрядження", "/feeds/decisions.rss", "/sitemap.xml", "/data/documents.csv", "/decisions/")
    for address in addresses:
        answer: Any = stranger.get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        assert not any(secret in text.decode() for secret in (PLACE, ORDER_NUMBER, "trip-order")), address
    page(stranger, "/decisions/trip-order/", status=404)
