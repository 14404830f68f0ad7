"""No public page asks the database more often when there is more of everything."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delegations import events
from delegations.models import PlannedVisit
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition
from tests import factories, spending
from tests.public_pages import page

VISIT = "/visits/…/"
"""The page of the first visit, whatever its code."""
ADDRESSES = (
    "/",
    "/programs/",
    "/programs/2020/",
    "/programs/2020/text/",
    "/programs/2020/decisions/",
    "/budget/2020/",
    "/budget/2020/report/",
    "/budget/2020/report/?by=source",
    "/budget/2020/report/?by=code",
    "/budget/2020/report/?by=payee",
    "/budget/2020/payments/",
    "/partners/",
    "/partners/mozyr/",
    "/visits/",
    "/visits/?view=month",
    VISIT,
    "/documents/",
    "/data/",
    "/data/catalog.json",
    "/search/?q=захід",
    "/feeds/decisions.rss",
    "/visits.ics",
    "/sitemap.xml",
)


def more(edition: Edition, number: int) -> None:
    """Add to everything that the pages tell of: a measure with its money, visits, a city, a paper, a programme."""
    factories.everything(edition, f"-{number}" if number else "")
    code = f"2.{number + 10}"
    factories.measure(edition, code, order=number, amount=1000)
    spending.grant(code, 900)
    spending.promise(code, 500, number=str(number))
    for month in (2, 5):
        spending.pay(code, 100 + number, on=date(2020, month, 1), payee_name=f"ТОВ «{number}»")
    name = f"2020/{number}"
    IssuedPaper.objects.create(
        kind="execution-report",
        key="2020/1",
        number=name,
        title="Звіт",
        format="pdf",
        size=1,
        sha256=f"{number:064}",
        file="report.pdf",
    )


def queries(client: Client, address: str) -> int:
    """Return how often a page asks the database, once what it makes of the data for later is made."""
    if address == VISIT:
        address = events.Event(events.VISIT, PlannedVisit.objects.earliest("pk"), date(2020, 1, 1)).address
    page(client, address)
    with CaptureQueriesContext(connection) as counted:
        page(client, address)
    return len(counted)


@pytest.fixture
def grown(stranger: Client, edition: Edition) -> dict[str, Any]:
    """How often every page asks for one of each, and for eight."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    more(edition, 0)
    few = {address: queries(stranger, address) for address in ADDRESSES}
    for number in range(1, 8):
        more(edition, number)
    cache.clear()
    return {"few": few, "many": {address: queries(stranger, address) for address in ADDRESSES}}


def test_more_of_everything_asks_no_more_often(grown: dict[str, Any]) -> None:
    worse = {
        address: (grown["few"][address], many)
        for address, many in grown["many"].items()
        if many > grown["few"][address]
    }
    assert worse == {}
