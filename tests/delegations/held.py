"""A trip to Jarocin that a programme planned and that took place, and a reception that nobody had planned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from budget.models import Measure
from delegations.models import (
    Delegation,
    DelegationStep,
    EstimateLine,
    FollowUp,
    FollowUpAnswer,
    Participant,
    PlannedVisit,
    TripReport,
)
from oleksandria_intl.models import Body, Decision, Official, Term
from partners.models import City, Country
from programs.models import Edition
from tests import factories, spending

DAYS = {"period_start": date(2020, 9, 28), "period_end": date(2020, 10, 2), "period_precision": "day"}
SECRET = "Прихована"
"""Stands wherever nothing may reach the public."""


def jarocin() -> City:
    """Make, or find, the city of Jarocin."""
    poland, _made = Country.objects.get_or_create(
        code="PL", defaults={"name_uk": "Польща", "name_en": "Poland", "formal_name_uk": "Республіка Польща"}
    )
    names = {"name_uk": "Яроцин", "name_en": "Jarocin", "kind": "twin", "country": poland}
    return City.objects.get_or_create(slug="jarocin", defaults=names)[0]


def order(number: str = "55-р") -> Decision:
    """Make the signed order of the mayor that sends a delegation."""
    mayor = Body.objects.filter(code="mayor").first() or factories.body(
        "mayor", name_uk="Міський голова", act_name="розпорядження", act_verb="зобов’язую"
    )
    on = date(2020, 9, 14)
    return Decision.objects.create(
        code=f"order-{number}",
        body=mayor,
        subject="Про службове відрядження",
        number=number,
        stage="signed",
        period_start=on,
        period_end=on,
        period_precision="day",
    )


def planned(edition: Edition, code: str = "jarocin") -> PlannedVisit:
    """Plan a visit to Jarocin for September and October 2020, 30 000 hryvnias."""
    when = {"period_start": date(2020, 9, 1), "period_end": date(2020, 10, 31), "period_precision": "month"}
    return PlannedVisit.objects.create(
        edition=edition, code=code, order=1, city=jarocin(), amount=Decimal(30_000), **when
    )


def walk(row: Delegation, *statuses: str) -> Delegation:
    """Lead a delegation through these statuses, each by its step."""
    for status in statuses:
        step = {"step": status, "status_before": row.status, "status_after": status}
        DelegationStep.objects.create(delegation=row, on=date(2020, 9, 14), reason="Так склалося", **step)
        row.status = status
        row.save()
    return row


def trip(edition: Edition, *statuses: str, **fields: Any) -> Delegation:
    """Make the trip that came of the plan and lead it through these statuses; by default it is reported."""
    return walk(prepared(edition, **fields), *(statuses or ("ordered", "reported")))


def prepared(edition: Edition, **fields: Any) -> Delegation:
    """Prepare the trip with an official, somebody of the field and an ensemble, out of two sources."""
    known: dict[str, Any] = {"code": "jarocin-2020-09", "direction": "out", "city": jarocin()}
    known |= {"purpose_uk": "для участі у Днях міста", "purpose_en": "to take part in the City Days", **DAYS}
    known |= {"program": edition.program, "planned_code": "jarocin", "measure": Measure.objects.get(code="1.2")}
    row = Delegation.objects.create(**known | {"order": fields.pop("order", None) or order()} | fields)
    official = Official.objects.create(
        code=f"o-{row.code}", surname="Коваль", given_name="Олена", name_en="Olena Koval"
    )
    term = Term.objects.create(official=official, code="head", post_uk="Начальниця відділу", post_en="Head of office")
    members: list[dict[str, Any]] = [
        {"category": "field", "name_uk": f"{SECRET} Ірина", "contact": SECRET, "post_uk": SECRET},
        {"category": "ensemble", "name_uk": f"Ансамбль «{SECRET}»", "number": 12},
        {"category": "official", "term": term, "is_head": True},
    ]
    for place, member in enumerate(members, 1):
        Participant.objects.create(delegation=row, place=place, **member)
    for place, (source, amount, spent) in enumerate((("city", 20_000, 18_000), ("sponsor", 8_000, None)), 1):
        line = {"amount": Decimal(amount), "spent": spent and Decimal(spent), "kind": "travel", "place": place}
        EstimateLine.objects.create(delegation=row, source=spending.source(source, source), **line)
    return row


def reception(*statuses: str, **fields: Any) -> Delegation:
    """Make the visit of guests from Jarocin, whose order is issued."""
    known: dict[str, Any] = {"code": "guests-2020-11", "direction": "in", "city": jarocin()}
    known |= {"purpose_uk": "обмін досвідом", "period_precision": "day"}
    known |= {"period_start": date(2020, 11, 10), "period_end": date(2020, 11, 12)}
    row = Delegation.objects.create(**known | {"order": fields.pop("order", None) or order("60-р")} | fields)
    return walk(row, *(statuses or ("ordered",)))


def there_and_back() -> None:
    """Make a trip to the first city there is, and a reception of guests from it, of neither more than it must have."""
    where, body = City.objects.earliest("pk"), Body.objects.earliest("pk")
    for code, direction in (("there", "out"), ("back", "in")):
        unsigned = Decision.objects.create(code=f"order-{code}", body=body, subject="Про делегацію")
        known = {"code": code, "direction": direction, "city": where, "order": unsigned, **DAYS}
        walk(Delegation.objects.create(purpose_uk="обмін досвідом", **known), "ordered")


def report(of: Delegation) -> None:
    """Write the report on a trip, with a promise that was not kept yet."""
    row = TripReport.objects.create(
        delegation=of,
        programme=SECRET,
        meetings=SECRET,
        done_uk="Зустріч у ратуші.",
        done_en="We spoke in the town hall.",
        results_uk="Спільний фестиваль.",
        results_en="A festival together.",
        handed_in_on=date(2020, 10, 6),
    )
    promise = FollowUp.objects.create(
        report=row,
        text_uk="Надіслати хор",
        text_en="Send the choir",
        due_on=date(2020, 11, 1),
        answers_uk="відділ культури",
        answers_en="office of culture",
    )
    outcome = {"outcome": "not-yet", "words_uk": "Немає автобуса.", "words_en": "No bus."}
    FollowUpAnswer.objects.create(follow_up=promise, on=date(2020, 11, 2), **outcome)
