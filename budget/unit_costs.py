"""What one unit of a product cost, and what the programme cost an inhabitant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from budget.models import Payment
from budget.querysets import Span
from budget.querysets.money import KOPIYKA
from oleksandria_intl.models import Population
from programs.models import Edition, Indicator
from programs.outcomes import Outcome, outcomes_of


def each_of(paid: Decimal, number: Decimal) -> Decimal:
    """Return the hryvnias of one of so many, to the kopiyka, halves rounded up."""
    return (paid / number).quantize(KOPIYKA, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What was paid for a measure from January to the day of a fact, by each unit that came of it."""

    outcome: Outcome
    fact: Decimal
    on: date
    paid: Decimal

    @property
    def each(self) -> Decimal:
        """Hryvnias of one unit."""
        return each_of(self.paid, self.fact)


@dataclass(frozen=True, slots=True)
class InhabitantCost:
    """What was paid in a period, by each of the people who live in the city."""

    paid: Decimal
    population: Population

    @property
    def each(self) -> Decimal:
        """Hryvnias of one inhabitant."""
        return each_of(self.paid, Decimal(self.population.number))


def unit_costs(edition: Edition, span: Span) -> Iterator[UnitCost]:
    """Yield the costs of the indicators of product that name their measure and came to more than nothing.

    Payments count up to the day of the fact, which may lie before the end of the period: both sides are of one time.
    """
    for group in outcomes_of(edition, span.start, span.last_day):
        if group.kind == Indicator.Kind.PRODUCT:
            yield from filter(None, (_cost(edition, row) for row in group.rows))


def _cost(edition: Edition, row: Outcome) -> UnitCost | None:
    if not row.indicator.measure_code or row.fact is None or row.fact_on is None or row.fact <= 0:
        return None
    paid = Payment.objects.of_program(edition.program_id).of_code(row.indicator.measure_code)
    total = paid.between(date(row.year, 1, 1), row.fact_on).total()
    return UnitCost(row, row.fact, row.fact_on, total) if total else None


def inhabitant_cost(span: Span, paid: Decimal | None) -> InhabitantCost | None:
    """Return what was paid in a period by inhabitants as known on its last day; None where either is not known."""
    population = Population.objects.known_by(span.last_day)
    return InhabitantCost(paid, population) if population and paid else None
