"""Visits and conferences beside the measure that pays for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from delegations.models import Conference, PlannedVisit, VisitPurpose
from programs.models import Edition
from tests import factories
from tests.admin_pages import address, posted

NBSP = "\u00a0"


@pytest.fixture
def made(edition: Edition) -> dict[str, Any]:
    """A visit of 30 thousand and a conference of 50, which one measure of 300 pays for."""
    return factories.everything(edition)


def columns(response: Any) -> list[list[str]]:
    return [[text.replace(NBSP, " ") for text in row.columns] for row in response.context["comparisons"]]


@pytest.mark.parametrize("model", [PlannedVisit, Conference, VisitPurpose])
def test_trips_are_shown_against_their_measure(model: Any, client: Client, clerk: User, made: dict[str, Any]) -> None:
    client.force_login(clerk)
    page = client.get(address(model, "change", model.objects.get().pk))
    assert columns(page) == [["80 000,00", "300 000,00", "220 000,00"]]


def test_trips_above_their_measure_are_shown_in_red(client: Client, clerk: User, made: dict[str, Any]) -> None:
    PlannedVisit.objects.update(amount=Decimal(300_000))
    client.force_login(clerk)
    page = client.get(address(PlannedVisit, "change", made["visit"].pk))
    assert [comparison.look for comparison in page.context["comparisons"]] == ["error"]


def test_the_clerk_changes_the_cost_of_a_visit(client: Client, clerk: User, made: dict[str, Any]) -> None:
    client.force_login(clerk)
    page = address(PlannedVisit, "change", made["visit"].pk)
    client.post(page, posted(client, page) | {"amount": "31 000"})
    made["visit"].refresh_from_db()
    assert made["visit"].amount == Decimal(31_000)


def test_the_clerk_adds_a_line_to_a_purpose(client: Client, clerk: User, made: dict[str, Any]) -> None:
    client.force_login(clerk)
    page = address(VisitPurpose, "change", made["purpose"].pk)
    new = {"lines-TOTAL_FORMS": 2, "lines-1-visit": made["visit"].pk, "lines-1-participants": "2 особи"}
    client.post(page, posted(client, page) | new)
    assert [line.order for line in made["purpose"].lines.all()] == [1, 2]


def test_a_visit_that_lines_point_at_stays(client: Client, clerk: User, made: dict[str, Any]) -> None:
    client.force_login(clerk)
    client.post(address(PlannedVisit, "delete", made["visit"].pk), {"post": "yes"})
    assert PlannedVisit.objects.filter(pk=made["visit"].pk).exists()
