"""What became of a programme's indicators: plan and fact by year, as reports and pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oleksandria_intl import once
from programs.models import Edition, Indicator, IndicatorFact, IndicatorValue


@dataclass(frozen=True, slots=True)
class Outcome:
    """An indicator in a year: what it is to be, and what it had come to by the last day that is known."""

    number: int
    """Its place in the edition's list, over all kinds: the paper that the council adopted numbers it so."""
    year: int
    indicator: Indicator
    planned: IndicatorValue | None
    stated: IndicatorFact | None

    @property
    def plan(self) -> Decimal | None:
        """What it is to be in the whole year; None where the edition does not say."""
        return self.planned.value if self.planned else None

    @property
    def fact(self) -> Decimal | None:
        """What it had come to by ``fact_on``, from January; None where nobody wrote it down."""
        return self.stated.value if self.stated else None

    @property
    def fact_on(self) -> date | None:
        """The day by which the fact is counted: it may lie before the end of the period that was asked for."""
        return self.stated.on if self.stated else None

    @property
    def deviation(self) -> Decimal | None:
        """The fact less the year's plan; None where either is not known."""
        return None if self.plan is None or self.fact is None else self.fact - self.plan

    @property
    def reason(self) -> str:
        """Why the fact is not as planned."""
        return self.stated.reason if self.stated else ""

    @property
    def source(self) -> str:
        """Where the fact is from."""
        return self.stated.source if self.stated else ""

    @property
    def lacks_reason(self) -> bool:
        """Whether the fact of the whole year deviates from the plan, and nobody said why."""
        on = self.fact_on
        return bool(self.deviation) and not self.reason and on is not None and (on.month, on.day) == (12, 31)


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """The outcomes of a kind."""

    kind: str
    """A value of ``Indicator.Kind``; empty for those of which nobody said what they measure."""
    rows: tuple[Outcome, ...]


def outcomes_of(edition: Edition, start: date, end: date) -> list[OutcomeGroup]:
    """Return the outcomes of an edition's indicators by kind, in its years that a period touches.

    In each year the fact is the last that is stated from January to the end of the period, though the period may begin
    later: facts are counted from January. Those without a kind come last; kinds without indicators are left out.
    """
    years = [year for year in edition.years if start.year <= year <= end.year]
    if not years:
        return []
    facts = facts_of(edition.program_id, date(start.year, 1, 1), end)
    groups: dict[str, list[Outcome]] = {kind: [] for kind in (*Indicator.Kind.values, "")}
    for number, indicator in enumerate(once.made(indicators_of, edition), 1):
        plan = {value.year: value for value in indicator.values.all()}
        for year in years:
            stated = facts.get((indicator.code, year))
            groups[indicator.kind].append(Outcome(number, year, indicator, plan.get(year), stated))
    return [OutcomeGroup(kind, tuple(rows)) for kind, rows in groups.items() if rows]


def indicators_of(edition: Edition) -> list[Indicator]:
    """Return the indicators of an edition with what they are to be by year."""
    return list(Indicator.objects.with_plan(edition))


def facts_of(program: int, start: date, end: date) -> dict[tuple[str, int], IndicatorFact]:
    """Return the last fact of each indicator in each year from a day to another, by the indicator's code and year."""
    return {(fact.indicator, fact.on.year): fact for fact in IndicatorFact.objects.within(program, start, end)}
