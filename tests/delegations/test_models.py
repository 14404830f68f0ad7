"""Delegations, their members and estimates: what the database itself refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from budget.models import FundingSource
from delegations.models import (
    Advance,
    Delegation,
    DelegationStep,
    EstimateLine,
    FollowUp,
    FollowUpAnswer,
    Participant,
    PerDiemNorm,
    PerDiemRule,
    ReportingRule,
    TravelApproval,
    TripDay,
)
from oleksandria_intl.models import Term
from tests import factories, trips
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


def test_a_line_has_a_place_of_its_own_a_part_of_a_norm_and_a_currency(trip: Delegation) -> None:
    first, second = line(trip), line(trip)
    first.save()
    second.save()
    assert (first.place, second.place) == (1, 2)
    refused("estimate_line_place_unique", line(trip, place=2))
    refused("estimate_line_part_of_the_norm", line(trip, place=3, percent=101))
    refused("estimate_line_currency_of_three_letters", line(trip, place=3, currency="eur"))


def test_a_norm_makes_the_planned_sum_and_its_currency_wants_a_rate(trip: Delegation) -> None:
    row = line(trip, norm=Decimal("10.01"), persons=3, days=2, percent=55, currency="EUR", rate=Decimal("32.9564"))
    row.save()
    # 10,01 x 55 % x 3 x 2 = 33,033 EUR, which a paper prints as 33,03; x 32,9564 = 1 088,549892.
    assert (row.in_currency, row.amount) == (Decimal("33.03"), Decimal("1088.55"))
    row.rate = 1
    with pytest.raises(ValidationError, match="rate"):
        row.clean()
    row.norm, row.currency, row.amount = None, "UAH", Decimal("7.5")
    row.save()
    assert (row.in_currency, row.amount) == (None, Decimal("7.5"))
    row.norm, row.days = Decimal(10) ** 9, 1000
    with pytest.raises(ValidationError):
        row.clean()
    other = Delegation.objects.create(code="other", direction="out", city=trip.city, purpose_uk="для участі")
    row.norm, row.participant = None, Participant.objects.create(delegation=other, category="other", name_uk="А")
    with pytest.raises(ValidationError, match="participant"):
        row.clean()


def test_days_norms_and_advances_are_what_they_can_be(trip: Delegation) -> None:
    country, day = trip.city.country, date(2020, 9, 28)
    refused("trip_day_unique", *(TripDay(delegation=trip, on=day, country=country) for _ in range(2)))
    refused("trip_day_has_three_meals", TripDay(delegation=trip, on=day, country=country, meals=4))
    outside = TripDay(delegation=trip, on=day, country=country)
    with pytest.raises(ValidationError, match="on"):
        outside.clean()
    norm = {"country": country, "in_force_from": day, "amount": 1, "currency": "EUR"}
    refused("per_diem_norm_unique", *(PerDiemNorm(**norm) for _ in range(2)))
    refused("per_diem_norm_positive", PerDiemNorm(**norm | {"amount": 0}))
    refused("per_diem_norm_currency_of_three_letters", PerDiemNorm(**norm | {"currency": "eur"}))
    rule = {"in_force_from": day, "one_meal": 80, "two_meals": 55, "three_meals": 35}
    refused("per_diem_rule_day_unique", *(PerDiemRule(code=code, **rule) for code in "ab"))
    refused("per_diem_rule_leaves_a_part", PerDiemRule(code="a", **rule | {"three_meals": 101}))
    trip.period_start, trip.period_end, trip.period_precision = day, day, "day"
    member = Participant.objects.create(delegation=trip, category="other", name_uk="А")
    refused("advance_not_negative", Advance(participant=member, amount=-1))
    early = Advance(participant=member, given_on=day, reported_on=date(2020, 9, 27))
    refused("advance_reported_after_it_was_given", early)
    with pytest.raises(ValidationError, match="reported_on"):
        early.clean()


def test_a_follow_up_has_one_who_answers_and_a_rule_of_reporting_asks_for_days() -> None:
    follow_up, day = trips.follow_up(trips.report(trips.ordered())), date(2021, 1, 5)
    update_refused("follow_up_has_one_who_answers", follow_up, answers_uk="")
    update_refused("follow_up_has_one_who_answers", follow_up, term=Term.objects.first())
    refused("follow_up_place_unique", FollowUp(report=follow_up.report, place=1, due_on=day, answers_uk="а"))
    refused("follow_up_answer_says_why_not", FollowUpAnswer(follow_up=follow_up, on=day, outcome="never"))
    rule = trips.rule()
    update_refused("reporting_rule_asks_for_days", rule, working_days=0)
    update_refused("reporting_rule_gives_days_for_advances", rule, advance_days=0)
    refused("reporting_rule_day_unique", ReportingRule(code="b", in_force_from=rule.in_force_from, working_days=1))
