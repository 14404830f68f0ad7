"""What a delegation costs stands side by side: planned, estimated, spent, paid; and against what is free."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import MeasureLine
from delegations import costs
from delegations.costs import costs_of, costs_of_all
from delegations.models import Delegation, PlannedVisit
from delegations.money import commit_estimate
from programs.models import Edition
from tests import trip_money as trips
from tests.spending import grant, pay, promise


@pytest.fixture
def trip(edition: Edition, head: User) -> Delegation:
    """A trip that was planned for 1 500; 5 000 are granted; 600 + 400 of the city, 300 of sponsors; two payments."""
    Edition.objects.update(status="published")
    grant("1.2", 5_000, economic_code=trips.TRAVEL_CODE)
    row = trips.trip(program=edition.program, planned_code="jarocin")
    pays = MeasureLine.objects.get(code="1.2")
    PlannedVisit.objects.create(edition=edition, code="jarocin", city=row.city, amount=1_500, measure_line=pays)
    first, _second = row.participants.all()
    trips.line(row, 600, participant=first, spent=Decimal("590.50"))
    trips.line(row, 400, kind="lodging")
    trips.line(row, 300, source=trips.source("sponsors", "other"), participant=first)
    (commitment,) = commit_estimate(delegation=row, by=head)
    for amount in (500, 90):
        pay("1.2", amount, commitment=commitment, on=date(2020, 9, 25), economic_code=trips.TRAVEL_CODE)
    pay("1.2", 70, economic_code=trips.TRAVEL_CODE)
    return row


def test_what_was_planned_estimated_spent_and_paid_stands_side_by_side(trip: Delegation) -> None:
    found: Any = costs_of(trip)
    assert (found.planned, *found.total[1:]) == (1_500, 1_300, Decimal("590.50"), 590)
    assert [(row.of.code, *row[1:]) for row in found.by_source] == [
        ("city", 1_000, Decimal("590.50"), 590),
        ("sponsors", 300, None, None),
    ]
    assert [row[1:] for row in found.by_kind] == [(900, Decimal("590.50"), None), (400, None, None)]
    assert [(str(row.of), *row[1:3]) for row in found.by_member] == [
        ("Коваль О.", 900, Decimal("590.50")),
        ("None", 400, None),
    ]
    assert [line.amount for line in found.lines_of(None)] == [400]


def test_an_estimate_stands_against_what_is_free_but_for_its_own_commitment(trip: Delegation) -> None:
    promise("1.2", 1_000, economic_code=trips.TRAVEL_CODE)
    row: Any = costs_of(trip).against_free[0]
    assert (row.share.amount, row.free, row.committed, row.above) == (1_000, 3_930, 1_000, 0)
    trip.lines.filter(amount=600).update(amount=4_000)
    assert costs_of(trip).against_free[0].above == 470
    trip.measure = None
    assert costs_of(trip).against_free == []


def test_the_costs_of_many_are_asked_in_as_many_queries_as_those_of_one(
    trip: Delegation, django_assert_num_queries: Any
) -> None:
    others = [trips.trip(f"jarocin-{number}") for number in range(3)]
    trips.line(others[0], 10)
    with django_assert_num_queries(3):
        found = costs_of_all([trip, *others])
    assert [found[row.pk].total.estimated for row in (trip, *others)] == [1_300, 10, 0, 0]
    assert [found[row.pk].total.cash for row in (trip, *others)] == [590, None, None, None]
    assert costs.costs_of(others[1]).planned is None
