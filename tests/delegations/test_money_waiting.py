"""Who looks after the money of delegations hears of payments to confirm, and of estimates to commit anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from delegations import reporting
from delegations.models import Advance, Delegation, DelegationStep, ReportingRule
from delegations.money import commit_estimate
from delegations.money_waiting import advances_to_report, estimates_are_committed, payments_to_confirm
from programs.models import Edition
from tests import trip_money as trips
from tests.spending import grant, pay


@pytest.fixture
def trip(edition: Edition, head: User) -> Delegation:
    """A trip to Мозир whose order is issued and whose estimate of 3 000 is committed."""
    grant("1.2", 5_000, economic_code=trips.TRAVEL_CODE)
    row = trips.ordered(trips.trip())
    trips.line(row, 3_000)
    commit_estimate(delegation=row, by=head)
    return row


def test_the_accountant_hears_of_likely_payments_while_they_are_looked_for(
    trip: Delegation, accountant: User, clerk: User, it_is: Callable[[str], None]
) -> None:
    pay("1.2", 100, on=date(2020, 9, 20), purpose="Квитки до Мозиря", economic_code=trips.TRAVEL_CODE)
    pay("1.2", 100, on=date(2020, 9, 20), economic_code=trips.TRAVEL_CODE)
    it_is("2020-12-31")
    (found,) = payments_to_confirm(accountant)
    assert (found.count, found.link) == (1, reverse("admin:delegations_delegation_payments", args=[trip.pk]))
    assert str(trip) in found.sentence
    assert list(payments_to_confirm(clerk)) == []
    it_is("2021-01-01")
    assert list(payments_to_confirm(accountant)) == []


def test_an_advance_waits_from_the_return_on_for_the_report_on_it(
    trip: Delegation, accountant: User, auditor: User, client: Client, it_is: Callable[[str], None]
) -> None:
    ReportingRule.objects.create(code="rule", in_force_from=date(2019, 1, 1), working_days=10)
    advance = Advance.objects.create(participant=trip.participants.get(place=1), amount=2_000)
    back = trip.ends_on
    assert back
    found = []
    for days in (0, 1, 30):
        it_is(str(back + timedelta(days=days)))
        found.append([(each.link, each.is_overdue) for each in advances_to_report(accountant)])
    link = reverse("admin:delegations_advance_change", args=[advance.pk])
    assert found == [[], [(link, False)], [(link, True)]]
    assert list(advances_to_report(auditor)) == []
    due = f"{reporting.Duty().advance_due_on(trip):%d.%m.%Y}"
    client.force_login(accountant)
    for page in ("change", "money"):
        assert due in client.get(reverse(f"admin:delegations_delegation_{page}", args=[trip.pk])).content.decode()


def test_an_estimate_that_is_not_what_was_committed_is_found(trip: Delegation) -> None:
    assert list(estimates_are_committed()) == []
    trips.line(trip, 100)
    (finding,) = estimates_are_committed()
    assert finding.row == trip
    trip.lines.all().delete()
    assert len(list(estimates_are_committed())) == 1


def test_payments_of_many_trips_are_looked_for_in_as_many_queries_as_of_one(
    trip: Delegation, accountant: User, it_is: Callable[[str], None], django_assert_max_num_queries: Any
) -> None:
    pay("1.2", 100, on=date(2020, 9, 20), purpose="Квитки до Мозиря", economic_code=trips.TRAVEL_CODE)
    it_is("2020-10-31")
    with CaptureQueriesContext(connection) as few:
        assert len(list(payments_to_confirm(accountant))) == 1
    for number in range(3):
        another = trips.trip(f"mazyr-{number}")
        Delegation.objects.filter(pk=another.pk).update(order=trips.order(date(2020, 9, 11 + number)))
        DelegationStep.objects.create(
            delegation=another, step="ordered", status_before="prepared", status_after="ordered"
        )
        Delegation.objects.filter(pk=another.pk).update(status="ordered")
        trips.line(another, 1, economic_code=None)
        commit_estimate(delegation=Delegation.objects.get(pk=another.pk), by=accountant)
    with django_assert_max_num_queries(len(few)):
        assert [each.count for each in payments_to_confirm(accountant)] == [1] * 4
