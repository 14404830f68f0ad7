"""Delegations, their members and estimates: what the database itself refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from budget.models import FundingSource
from delegations.models import Delegation, DelegationStep, EstimateLine, Participant, TravelApproval
from tests import factories
from tests.refusals import refused, update_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip() -> Delegation:
    return Delegation.objects.create(code="jarocin", direction="out", city=factories.city(), purpose_uk="для участі")


def line(trip: Delegation, **fields: Any) -> EstimateLine:
    source, _ = FundingSource.objects.get_or_create(code="budget", defaults={"name_uk": "Міський бюджет"})
    return EstimateLine(delegation=trip, kind="travel", source=source, **fields)


def test_a_delegation_goes_to_one_place_and_once_is_ordered_has_its_order_and_days(trip: Delegation) -> None:
    update_refused("delegation_has_one_place", trip, place_words="Люблін")
    update_refused("delegation_planned_in_a_programme", trip, planned_code="jarocin")
    DelegationStep.objects.create(delegation=trip, step="ordered", status_before="prepared", status_after="ordered")
    update_refused("delegation_ordered_has_order_and_days", trip, status="ordered")
    update_refused("delegations_delegation_period_whole", trip, period_start=date(2020, 9, 28))


def test_a_member_is_one_person_unless_it_is_an_ensemble_and_one_heads(trip: Delegation) -> None:
    refused("participant_is_one", Participant(delegation=trip, category="official"))
    refused(
        "participant_of_several_is_an_ensemble", Participant(delegation=trip, category="field", name_uk="А", number=2)
    )
    heads = [Participant(delegation=trip, category="other", name_uk=name, is_head=True) for name in "АБ"]
    refused("participant_one_head", *heads)
    Participant.objects.create(delegation=trip, category="ensemble", name_uk="Ансамбль", number=12)


def test_a_step_skips_none_takes_back_one_and_has_a_reason_where_it_undoes(trip: Delegation) -> None:
    def step(kind: str, before: str = "prepared", after: str = "ordered", **fields: Any) -> DelegationStep:
        return DelegationStep(delegation=trip, step=kind, status_before=before, status_after=after, **fields)

    refused("delegation_step_skips_none", step("reported", after="reported"))
    refused("delegation_step_undone_with_a_reason", step("cancelled", after="cancelled"))
    first = DelegationStep.objects.create(
        delegation=trip, step="cancelled", status_before="prepared", status_after="cancelled", reason="Карантин"
    )
    refused("delegation_step_takes_back_one", step("ordered", takes_back=first))


def test_an_approval_is_entered_once(trip: Delegation) -> None:
    same = {"delegation": trip, "body_words": "Адміністрація", "number": "7", "dated": date(2023, 8, 12)}
    refused("travel_approval_once", TravelApproval(**same), TravelApproval(**same))
    assert str(TravelApproval(**same)) == "Адміністрація, від 12 серпня 2023 року № 7"


def test_no_amount_is_below_nothing_and_a_rate_is_one_of_a_currency(trip: Delegation) -> None:
    refused("estimate_line_not_negative", line(trip, amount=-1))
    refused("estimate_line_not_negative", line(trip, spent=-1))
    refused("estimate_line_rate_of_the_hryvnia", line(trip, rate=2))
    refused("estimate_line_rate_positive", line(trip, currency="EUR", rate=0))


def test_a_delegation_counts_its_days_where_they_are_known(trip: Delegation) -> None:
    assert (trip.days, trip.starts_on) == (0, None)
    trip.period_start, trip.period_end, trip.period_precision = date(2020, 9, 28), date(2020, 10, 2), "day"
    assert trip.days == 5
    line(trip, amount=Decimal("10.50")).save()
    assert trip.lines.planned() == Decimal("10.50")
