"""A programme with some money granted, promised and paid, and its public pages as tests read them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from programs.models import Edition
from tests import factories
from tests.public_pages import page
from tests.snapshots import bring_in
from tests.spending import grant, pay, promise

REPORTS = (
    "execution-report",
    "budget-statement",
    "payments-register",
    "reconciliation",
    "cash-plan",
    "budget-annex",
    "programme-information",
)
"""The reports that everybody may have, of any period."""
REPORT = "/budget/2020/report/"
QUARTER = f"{REPORT}?from=2020-01-01&to=2020-03-31"
SECOND_QUARTER = f"{REPORT}?from=2020-04-01&to=2020-06-30"


@pytest.fixture
def spent(db: None) -> Edition:
    """A published draft of 2020: 180 thousand of 300 granted to delegations, of which some is promised and paid."""
    row = factories.edition(status="published")
    bring_in("some of it spent", _spend)
    return row


def _spend() -> None:
    grant("1.2", 180_000)
    kept = promise("1.2", "60000.40", on=date(2020, 2, 3))
    pay("1.2", "12345.67", on=date(2020, 2, 10), commitment=kept)
    pay("1.2", "5000.00", on=date(2020, 5, 12))


def text(html: str) -> str:
    """Return the page's words, spaces made alike."""
    return " ".join(strip_tags(html.partition("<main")[2]).split())


def rows(html: str) -> dict[str, list[str]]:
    """Return the figures of the report's rows by what stands before them."""
    table = html.partition('<table class="report">')[2].partition("</table>")[0]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL):
        head = re.search(r'<th scope="row" class="about">(.*?)</th>', row, re.DOTALL)
        if head:
            figures = re.findall(r'<td class="number"[^>]*>(.*?)</td>', row, re.DOTALL)
            found[text(f"<main>{head[1]}")[1:].strip()] = [strip_tags(figure) for figure in figures]
    return found


def queries(client: Client, address: str) -> int:
    """Return how often a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)
