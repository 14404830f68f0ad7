"""Trips to prepare, orders to issue and reports to hand in wait for those who do it, with their days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from delegations.models import Delegation, PlannedVisit
from delegations.report_waiting import reports_due
from delegations.trips_waiting import orders_to_issue, trips_to_prepare
from oleksandria_intl.waiting import FEW
from programs.models import Edition
from tests import factories, trips


@pytest.fixture
def prepared(db: None) -> Delegation:
    """A trip to Яроцин that has no order yet."""
    city = factories.city("jarocin", "Яроцин")
    known = {"period_start": trips.START, "period_end": trips.BACK, "period_precision": "day"}
    return Delegation.objects.create(code="jarocin", direction="out", city=city, purpose_uk="для участі", **known)


def test_an_order_waits_where_it_is_recorded_and_for_the_clerk_where_the_trip_is_prepared(
    prepared: Delegation, head: User, clerk: User, accountant: User
) -> None:
    (of_head,), (of_clerk,) = orders_to_issue(head), orders_to_issue(clerk)
    assert of_head.link == reverse("admin:delegations_delegation_step", args=[prepared.pk, "ordered"])
    assert of_clerk.link == reverse("admin:delegations_delegation_change", args=[prepared.pk])
    assert of_head.due == of_clerk.due == trips.START
    assert list(orders_to_issue(accountant)) == []
    prepared.delete()
    assert list(orders_to_issue(head)) == []


def test_many_orders_are_counted(prepared: Delegation, head: User) -> None:
    for number in range(FEW):
        Delegation.objects.create(code=f"trip-{number}", direction="in", city=prepared.city, purpose_uk="прийом")
    (found,) = orders_to_issue(head)
    assert (found.count, found.due) == (FEW + 1, trips.START)


@pytest.fixture
def planned(edition: Edition) -> PlannedVisit:
    """A visit to Яроцин that the draft, published, plans for September 2020."""
    Edition.objects.filter(pk=edition.pk).update(status="published", published_on=date(2019, 12, 1))
    known = {"period_start": date(2020, 9, 1), "period_end": date(2020, 9, 30), "period_precision": "month"}
    return PlannedVisit.objects.create(
        edition=edition, code="v1", order=1, city=factories.city("jarocin", "Яроцин"), **known
    )


@pytest.mark.parametrize(
    ("today", "waits"), [("2020-07-02", False), ("2020-07-03", True), ("2020-09-30", True), ("2020-10-01", False)]
)
def test_a_planned_trip_waits_from_sixty_days_before_it_begins(
    planned: PlannedVisit, clerk: User, auditor: User, it_is: Callable[[str], None], today: str, waits: bool
) -> None:
    it_is(today)
    link = reverse("admin:delegations_plannedvisit_prepare", args=[planned.pk])
    assert [each.link for each in trips_to_prepare(clerk)] == ([link] if waits else [])
    assert list(trips_to_prepare(auditor)) == []


def test_a_planned_trip_that_has_its_delegation_waits_no_more(
    planned: PlannedVisit, clerk: User, it_is: Callable[[str], None]
) -> None:
    it_is("2020-08-01")
    program = planned.edition.program
    Delegation.objects.create(
        code="jarocin", direction="out", city=planned.city, purpose_uk="візит", program=program, planned_code="v1"
    )
    assert list(trips_to_prepare(clerk)) == []


def test_a_report_waits_from_the_return_on_and_is_overdue_after_its_day(
    clerk: User, accountant: User, it_is: Callable[[str], None]
) -> None:
    trip = trips.ordered()
    trips.rule()
    link = f"{reverse('admin:delegations_tripreport_add')}?delegation={trip.pk}"
    found = []
    for day in ("2020-10-02", "2020-10-03", "2020-10-19", "2020-10-20"):
        it_is(day)
        found.append([(each.link, each.is_overdue) for each in reports_due(clerk)])
    assert found == [[], [(link, False)], [(link, False)], [(link, True)]]
    assert list(reports_due(accountant)) == []
