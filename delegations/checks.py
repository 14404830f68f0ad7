"""What must agree between planned trips, their destinations and the measures that pay for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from budget.documents import CostEstimate
from budget.execution import lines_of
from budget.models import MeasureLine
from delegations.models import Conference, PlannedTrip, PlannedVisit, VisitLine
from oleksandria_intl import once, ukrainian
from oleksandria_intl.checks import Finding, error, register, warning
from programs.models import Edition


def trips_of(edition: Edition) -> Iterator[PlannedTrip]:
    """Yield the edition's visits and conferences."""
    return chain(once.made(printed_trips, PlannedVisit, edition), once.made(printed_trips, Conference, edition))


def printed_trips(model: Any, edition: Edition) -> list[Any]:
    """Return an edition's trips of a kind in order."""
    return list(model.objects.printed(edition))


def cost_by_measure(edition: Edition) -> dict[int | None, Decimal]:
    """Return what the visits and conferences of every measure line cost together, in hryvnias."""
    costs: dict[int | None, Decimal] = defaultdict(Decimal)
    for trip in trips_of(edition):
        if trip.amount is not None:
            costs[trip.measure_line_id] += trip.amount
    return costs


class Comparison(NamedTuple):
    """What the trips of a measure cost together, against what the measure has."""

    measure: MeasureLine
    cost: Decimal
    planned: Decimal

    @property
    def columns(self) -> list[str]:
        """Cost, money and what is left, in hryvnias."""
        return [ukrainian.number(each, least=2) for each in (self.cost, self.planned, self.planned - self.cost)]

    @property
    def look(self) -> str:
        """A class of the style sheet: an error above the measure's money, a warning below it."""
        return "error" if self.cost > self.planned else "warning" if self.cost < self.planned else "fine"


def comparisons(edition: Edition, measures: Iterable[int | None] | None = None) -> list[Comparison]:
    """Return the comparison of each of these measures, by their primary keys; of all that pay for trips by default."""
    costs, money = cost_by_measure(edition), once.made(CostEstimate, edition).money
    asked = {pk for pk in (costs if measures is None else measures) if pk}
    return [
        Comparison(line, costs[line.pk], money[line.pk].total if line.pk in money else Decimal(0))
        for line in (once.made(lines_of, edition) if asked else ())
        if line.pk in asked
    ]


@register
def trips_against_measures(edition: Edition) -> Iterator[Finding]:
    """Trips cost what their measure has: more is an error, less a warning."""
    more = _("The trips of the measure “%(measure)s” cost %(cost)s thousand UAH, more than its %(planned)s.")
    less = _("The trips of the measure “%(measure)s” cost %(cost)s thousand UAH, less than its %(planned)s.")
    for measure, cost, planned in comparisons(edition):
        figures = {
            "measure": measure,
            "cost": ukrainian.thousands(cost),
            "planned": ukrainian.thousands(planned),
        }
        if cost > planned:
            yield error(more % figures, measure)
        elif cost < planned:
            yield warning(less % figures, measure)


@register
def trips(edition: Edition) -> Iterator[Finding]:
    """A trip has a destination and lies within the programme's years; one that costs has a measure that pays."""
    for trip in trips_of(edition):
        if not trip.place:
            yield warning(_("“%(trip)s” has no destination.") % {"trip": trip}, trip)
        if trip.amount and trip.measure_line_id is None:
            yield warning(_("No measure pays for “%(trip)s”.") % {"trip": trip}, trip)
        if trip.period and not trip.period.within(edition.years):
            yield warning(_("“%(trip)s” is not in a year of the programme.") % {"trip": trip}, trip)


@register
def costs_printed_once(edition: Edition) -> Iterator[Finding]:
    """A visit's cost stands in one line of the table of visits, and not in several."""
    lines = VisitLine.objects.filter(edition=edition, cost_words="").values_list("visit", flat=True)
    printed = Counter(lines)
    for visit in once.made(printed_trips, PlannedVisit, edition):
        if visit.amount and not printed[visit.pk]:
            yield warning(_("No line of the table prints the cost of “%(visit)s”.") % {"visit": visit}, visit)
        if printed[visit.pk] > 1:
            yield warning(_("The cost of “%(visit)s” is printed in several lines.") % {"visit": visit}, visit)
