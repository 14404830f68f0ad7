"""A small trip for tests of its money: to Poland for five days, two members, an estimate out of measure 1.2."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from budget.models import EconomicCode, FundingSource
from delegations.models import Delegation, DelegationStep, EstimateLine, Participant
from oleksandria_intl.models import Decision
from partners.models import City
from tests import factories, spending

TRAVEL_CODE = "2250"
FIRST, LAST = date(2020, 9, 28), date(2020, 10, 2)


def trip(code: str = "jarocin", **fields: Any) -> Delegation:
    """Make a trip of five days out of measure 1.2, and two who go."""
    known = {
        "city": City.objects.first() or factories.city(),
        "purpose_uk": "для участі",
        "measure": spending.measure_of("1.2"),
    }
    known |= {"period_start": FIRST, "period_end": LAST, "period_precision": "day"}
    row = Delegation.objects.create(code=code, direction="out", **known | fields)
    # A person is in one delegation at a time.
    others = "" if code == "jarocin" else f" ({code})"
    for place, name in enumerate((f"Коваль О.{others}", f"Бойко І.{others}"), 1):
        Participant.objects.create(delegation=row, place=place, category="official", name_uk=name)
    return row


def code(value: str) -> EconomicCode:
    """Make, or find, a КЕКВ."""
    return EconomicCode.objects.get_or_create(code=value, defaults={"name_uk": "Видатки на відрядження"})[0]


def source(code: str = "city", fund: str = "general") -> FundingSource:
    """Make, or find, a source of a fund."""
    row = spending.source(code, code)
    FundingSource.objects.filter(pk=row.pk).update(fund=fund)
    row.refresh_from_db()
    return row


def line(of: Delegation, amount: spending.Amount = 0, **fields: Any) -> EstimateLine:
    """Add a line to an estimate: travel paid by the city, unless said otherwise."""
    known = {"kind": "travel", "source": source(), "place": of.lines.count() + 1, "amount": Decimal(amount)}
    return EstimateLine.objects.create(delegation=of, **known | fields)


def order(on: date = date(2020, 9, 10)) -> Decision:
    """Make, or find, the act of a day that stands for the order on a trip."""
    return spending.budget_decision(on)


def ordered(trip: Delegation) -> Delegation:
    """Let the order of a trip be issued."""
    Delegation.objects.filter(pk=trip.pk).update(order=order())
    steps = {"step": "ordered", "status_before": "prepared", "status_after": "ordered"}
    DelegationStep.objects.create(delegation=trip, **steps)
    Delegation.objects.filter(pk=trip.pk).update(status="ordered")
    return Delegation.objects.get(pk=trip.pk)
