"""How a programme's money is spent: one set of figures for every page, paper and export."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from budget.funds import ByFund
from budget.models import (
    Allotment,
    Appropriation,
    Commitment,
    Direction,
    Explanation,
    Funding,
    FundingSource,
    Measure,
    MeasureLine,
    Payment,
)
from budget.persons import public_code, public_text
from budget.querysets import Figures, Place, Span
from oleksandria_intl import once
from oleksandria_intl.models import Council
from programs.models import Edition, Program

Key = TypeVar("Key", bound=Hashable)
Cube = dict[Place, Figures]
PlaceYear = tuple[int, int, int]
"""A measure, a source, a year."""


@dataclass(frozen=True, slots=True)
class MeasureFigures:
    """A measure in a report: how the edition prints it, its figures, why they deviate."""

    measure: Measure
    line: MeasureLine | None
    """None for a measure that has money and does not stand in the edition."""
    figures: Figures
    explanation: Explanation | None
    by_fund: ByFund

    @property
    def name(self) -> str:
        """What the edition calls the measure; of one that it lacks, its code and what another calls it."""
        return self.line.name_uk if self.line else str(self.measure)


@dataclass(frozen=True, slots=True)
class DirectionFigures:
    """A direction in a report, with its measures; None for the measures that stand in no direction."""

    direction: Direction | None
    measures: list[MeasureFigures]

    @property
    def figures(self) -> Figures:
        """The sum of the direction's measures."""
        return sum((row.figures for row in self.measures), Figures())

    @property
    def by_fund(self) -> ByFund:
        """The same sum fund by fund."""
        return merged(pair for row in self.measures for pair in row.by_fund.items())


@dataclass(frozen=True, slots=True)
class PayeeFigures:
    """Whom money was paid to in the period: natural persons together, without their names."""

    is_person: bool
    code: str
    name: str
    count: int
    paid: Decimal


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month: what it was allotted and what was paid in it, in hryvnias."""

    year: int
    month: int
    due: Decimal
    paid: Decimal


@dataclass(frozen=True)
class Execution:
    """A programme's money over a period, in a constant number of queries."""

    edition: Edition
    span: Span

    @property
    def program(self) -> Program:
        """The programme that it is on."""
        return self.edition.program

    @cached_property
    def cube(self) -> Cube:
        """The figures of every place that has any."""
        grants = list(Appropriation.objects.of_program(self.program).within(self.span).granted_by_place())
        return merged(
            [
                *_granted(grants),
                *self._due(),
                *self._committed(),
                *self._paid(),
                *self._planned(granted_by_year(grants)),
            ]
        )

    def _planned(self, granted: dict[PlaceYear, Decimal]) -> Iterator[tuple[Place, Figures]]:
        """Yield what is planned, and what of it is not granted."""
        for measure, source, year, planned in once.made(_planned_in, self.edition, self.span.years):
            ungranted = max(planned - granted.get((measure, source, year), Decimal(0)), Decimal(0))
            yield Place(measure, source), Figures(planned=planned, ungranted=ungranted)

    def _due(self) -> Iterator[tuple[Place, Figures]]:
        for *place, due in Allotment.objects.of_program(self.program).within(self.span).by_place():
            yield _place(place), Figures(due=due)

    def _committed(self) -> Iterator[tuple[Place, Figures]]:
        for *place, committed in Commitment.objects.of_program(self.program).within(self.span).committed_by_place():
            yield _place(place), Figures(promised=committed)

    def _paid(self) -> Iterator[tuple[Place, Figures]]:
        for *place, paid, to_date, unpromised in Payment.objects.of_program(self.program).paid_by_place(self.span):
            yield _place(place), Figures(paid=paid, paid_to_date=to_date, unpromised=unpromised)

    def by(self, key: Callable[[Place], Key]) -> dict[Key, Figures]:
        """Return the figures added up by what a place gives as its key."""
        return merged((key(place), figures) for place, figures in self.cube.items())

    def by_fund(self, key: Callable[[Place], Key]) -> Mapping[Key, ByFund]:
        """Return the figures of each key fund by fund."""
        funds = {source.pk: source.fund for source in self.sources}
        found: dict[Key, dict[str, Figures]] = {}
        for (name, fund), figures in self.by(lambda place: (key(place), funds[place.source])).items():
            found.setdefault(name, {})[fund] = figures
        return found

    @cached_property
    def total(self) -> Figures:
        """The figures of the whole programme."""
        return sum(self.cube.values(), Figures())

    @property
    def total_by_fund(self) -> ByFund:
        """The figures of the whole programme fund by fund."""
        return self.by_fund(lambda place: "").get("", {})

    @cached_property
    def sources(self) -> list[FundingSource]:
        """The sources that have any money here, in their order."""
        return list(FundingSource.objects.filter(pk__in={place.source for place in self.cube}))

    @cached_property
    def _funds_of_measures(self) -> Mapping[int, ByFund]:
        return self.by_fund(lambda place: place.measure)

    @cached_property
    def by_measure(self) -> dict[int, Figures]:
        """The figures of every measure, by its primary key."""
        return self.by(lambda place: place.measure)

    @property
    def directions(self) -> list[DirectionFigures]:
        """The measures with their figures by direction, in printed order; last those that no direction holds."""
        lines = once.made(lines_of, self.edition)
        groups = [
            DirectionFigures(direction, [self._row(line.measure, line) for line in group])
            for direction, group in groupby(lines, lambda line: line.direction)
        ]
        shown = {row.measure.pk for group in groups for row in group.measures}
        others = Measure.objects.filter(pk__in=self.by_measure.keys() - shown)
        left = [self._row(measure, None) for measure in others]
        return [*groups, DirectionFigures(None, left)] if left else groups

    def _row(self, measure: Measure, line: MeasureLine | None) -> MeasureFigures:
        figures = self.by_measure.get(measure.pk, Figures())
        by_fund = self._funds_of_measures.get(measure.pk, {})
        return MeasureFigures(measure, line, figures, self._explanations.get(measure.pk), by_fund)

    @cached_property
    def _explanations(self) -> dict[int, Explanation]:
        """The last explanation within the period, as far as known on its day, of every measure that has one."""
        known = (self.span.start, self.span.last_day)
        found = Explanation.objects.filter(measure__program=self.program, on__range=known).order_by("on")
        return {explanation.measure_id: explanation for explanation in found.select_related("measure__program")}

    @cached_property
    def by_source(self) -> list[tuple[FundingSource, Figures]]:
        """The sources that have any money here, in their order, with their figures."""
        figures = self.by(lambda place: place.source)
        return [(source, figures[source.pk]) for source in self.sources]

    @cached_property
    def by_code(self) -> list[tuple[tuple[str, str], Figures]]:
        """The codes (КПКВКМБ, КЕКВ) with their figures; empty codes for what has none."""
        return sorted(self.by(lambda place: (place.program_code, place.economic_code)).items())

    @property
    def payments(self) -> Any:
        """The programme's payments of the period."""
        return Payment.objects.of_program(self.program).within(self.span)

    @cached_property
    def payees(self) -> list[PayeeFigures]:
        """Whom the period's money was paid to, the largest sum first."""
        shows = Council.objects.for_papers().shows_entrepreneur_codes
        return [
            PayeeFigures(
                person, public_code(code, name, shows_entrepreneurs=shows), public_text(name, code), count, paid
            )
            for person, code, name, count, paid in self.payments.by_payee()
        ]

    @cached_property
    def months(self) -> list[MonthFigures]:
        """Every month from the first January to the period's last day: allotted and paid."""
        span = self.span
        payments = Payment.objects.of_program(self.program).to_date(span)
        paid = {(year, month): sum for year, month, sum in payments.by_month()}
        whole = replace(span, start=span.first_day)
        allotted = Allotment.objects.of_program(self.program).within(whole).by_month()
        due = {(year, month): sum for year, month, sum in allotted}
        nothing = Decimal(0)
        return [
            MonthFigures(year, month, due.get((year, month), nothing), paid.get((year, month), nothing))
            for year in span.years
            for month in range(1, (span.end.month if year == span.end.year else 12) + 1)
        ]

    @cached_property
    def waiting(self) -> tuple[int, Decimal]:
        """How many payments of the period wait for a measure, and their sum: they are in no figure here."""
        return Payment.objects.waiting().maybe_of_program(self.program).within(self.span).counted()

    @cached_property
    def set_aside(self) -> tuple[int, Decimal]:
        """How many payments of the period somebody said are of no programme, and their sum."""
        return Payment.objects.set_aside().maybe_of_program(self.program).within(self.span).counted()

    @cached_property
    def is_demonstration(self) -> bool:
        """Whether any of the figures is invented for the demonstration."""
        registers = (Appropriation, Commitment, Payment)
        return any(model.objects.of_program(self.program).demonstration().exists() for model in registers)


def lines_of(edition: Edition) -> list[MeasureLine]:
    """Return the measures of an edition as it prints them, with who answers for them."""
    return list(MeasureLine.objects.of_edition(edition).with_responsible().select_related("measure"))


def _planned_in(edition: Edition, years: range) -> list[Any]:
    return list(Funding.objects.planned_by_place(edition, years))


def _granted(grants: Iterable[Any]) -> Iterator[tuple[Place, Figures]]:
    """Yield the grants; what is not allotted by month is due at once."""
    for *place, _year, granted, whole in grants:
        yield _place(place), Figures(granted=granted, due=whole)


def granted_by_year(grants: Iterable[Any]) -> dict[PlaceYear, Decimal]:
    """Return what is granted by measure, source and year, whatever the codes."""
    sums: dict[PlaceYear, Decimal] = {}
    for measure, source, _program_code, _economic_code, year, granted, _whole in grants:
        sums[measure, source, year] = sums.get((measure, source, year), Decimal(0)) + granted
    return sums


def merged(pairs: Iterable[tuple[Key, Figures]]) -> dict[Key, Figures]:
    """Return the figures of each key added up."""
    sums: dict[Key, Figures] = {}
    for key, figures in pairs:
        sums[key] = sums[key] + figures if key in sums else figures
    return sums


def _place(columns: list[Any]) -> Place:
    """Return the place that a query's columns name; a code that is not there is empty."""
    measure, source, program_code, economic_code = columns
    return Place(measure, source, program_code or "", economic_code or "")
