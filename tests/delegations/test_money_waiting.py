"""Who looks after the money of delegations hears of payments to confirm, and of estimates to commit anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from delegations.models import Delegation
from delegations.money import commit_estimate
from delegations.money_waiting import estimates_are_committed, payments_to_confirm
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


def test_an_estimate_that_is_not_what_was_committed_is_found(trip: Delegation) -> None:
    assert list(estimates_are_committed()) == []
    trips.line(trip, 100)
    (finding,) = estimates_are_committed()
    assert finding.row == trip
    trip.lines.all().delete()
    assert len(list(estimates_are_committed())) == 1
