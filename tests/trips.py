"""Trips for tests: ordered, travelled, reported, with their report and what is to follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from delegations.models import Delegation, DelegationStep, FollowUp, Participant, ReportingRule, TripReport
from oleksandria_intl.models import Body, Decision, Term
from oleksandria_intl.periods import Precision
from partners.models import City
from tests import factories

START, BACK = date(2020, 9, 28), date(2020, 10, 2)


def order() -> Decision:
    """Make the mayor's order of a trip."""
    if not Term.objects.exists():
        factories.council()
    mayor = Body.objects.filter(kind="mayor").first() or factories.body(
        "mayor",
        name_uk="Міський голова",
        name_genitive="міського голови",
        short_name="міський голова",
        short_name_genitive="міського голови",
        act_name="розпорядження",
        act_verb="зобов'язую",
    )
    place = Decision.objects.count()
    return Decision.objects.create(
        code=f"trip-order-{place}",
        body=mayor,
        subject="Про службове відрядження за кордон",
        number=f"55-р/{place}",
        period_start=date(2020, 9, 15),
        period_end=date(2020, 9, 15),
        period_precision=Precision.DAY,
    )


def ordered(code: str = "jarocin", **fields: Any) -> Delegation:
    """Make a trip of five days whose order is issued, headed by the mayor."""
    city = City.objects.filter(slug="jarocin").first() or factories.city("jarocin", "Яроцин")
    known = {"period_start": START, "period_end": BACK, "period_precision": Precision.DAY}
    act = order()
    trip = Delegation.objects.create(
        code=code, direction="out", city=city, purpose_uk="для участі в Днях міста", order=act, **known | fields
    )
    Participant.objects.create(delegation=trip, category="official", term=Term.objects.first(), is_head=True)
    step(trip, "ordered")
    return trip


def step(trip: Delegation, status: str) -> None:
    """Let a trip come to a status by the step that leads there."""
    DelegationStep.objects.create(delegation=trip, step=status, status_before=trip.status, status_after=status)
    Delegation.objects.filter(pk=trip.pk).update(status=status)
    trip.refresh_from_db()


def report(trip: Delegation, **fields: Any) -> TripReport:
    """Make a whole report on a trip, which nobody has handed in yet."""
    known = {"done_uk": "Провели переговори.", "results_uk": "Домовлено про обмін.", "handed_in_on": date(2020, 10, 9)}
    return TripReport.objects.create(delegation=trip, **known | fields)


def reported(code: str = "jarocin", **fields: Any) -> FollowUp:
    """Make a trip that was reported, with one follow-up due on the last day of 2020."""
    trip = ordered(code, **fields)
    made = follow_up(report(trip))
    step(trip, "reported")
    return FollowUp.objects.get(pk=made.pk)


def follow_up(of: TripReport, **fields: Any) -> FollowUp:
    """Make a follow-up of a report that is not handed in."""
    known = {"text_uk": "Підготувати угоду", "due_on": date(2020, 12, 31), "answers_uk": "відділ економіки"}
    return FollowUp.objects.create(report=of, **known | fields)


def rule(working_days: int = 10, since: date = date(2019, 1, 1)) -> ReportingRule:
    """Make a rule of reporting."""
    return ReportingRule.objects.create(code=f"rule-{since}", in_force_from=since, working_days=working_days)
