"""What ``check_data`` finds in delegations that are prepared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from delegations import services, trip_checks
from delegations.models import Delegation
from tests import factories
from tests.delegations import jarocin

pytestmark = pytest.mark.django_db


def test_a_delegation_that_begins_has_its_order(it_is: Callable[[str], None], head: User) -> None:
    trip = jarocin.trip()
    it_is("2020-09-27")
    assert not list(trip_checks.begun_without_order())
    it_is("2020-09-28")
    assert [finding.row for finding in trip_checks.begun_without_order()] == [trip]
    services.cancel(delegation=trip, reason="Карантин", by=head)
    assert not list(trip_checks.begun_without_order())


def test_what_a_delegation_says_was_planned_is_planned(head: User) -> None:
    visit = factories.everything(factories.edition())["visit"]
    trip = services.prepare(planned=visit, by=head)
    assert not list(trip_checks.planned_by_the_programme())
    Delegation.objects.update(planned_code="nowhere")
    assert [(found.row, found.field) for found in trip_checks.planned_by_the_programme()] == [(trip, "planned_code")]
