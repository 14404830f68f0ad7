"""The sums that stand beside what one edits, from the same queries as the papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from budget.models import Direction, Funding, MeasureLine
from budget.querysets import Money
from oleksandria_intl import ukrainian
from programs.models import AgreedTotal, Edition

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of a table of sums: its name, its amounts by year and altogether, how it is to look."""

    name: str
    amounts: list[str]
    look: str = ""
    """A class of the style sheet: ``this`` row, the ``total``, an ``error``."""


@dataclass(frozen=True)
class Sums:
    """The money of an edition by measure, by direction and altogether, against the agreed total."""

    edition: Edition

    @cached_property
    def by_measure(self) -> dict[int, Money]:
        """The money of every measure line, by its primary key."""
        return Funding.objects.of_edition(self.edition).by_measure()

    @cached_property
    def by_direction(self) -> dict[int, Money]:
        """The money of every direction, by its primary key."""
        sums: dict[int, Money] = {}
        for measure in MeasureLine.objects.of_edition(self.edition):
            money = self.by_measure.get(measure.pk, Money())
            sums[measure.direction_id] = sums.get(measure.direction_id, Money()) + money
        return sums

    @cached_property
    def total(self) -> Money:
        """The money of the whole programme."""
        return sum(self.by_measure.values(), Money())

    @cached_property
    def agreed(self) -> dict[int, Decimal]:
        """The agreed total of every year that has one of all sources; else what is agreed of each, together."""
        rows = list(AgreedTotal.objects.filter(edition=self.edition))
        sums: dict[int, Decimal] = {}
        for row in rows:
            sums[row.year] = sums.get(row.year, Decimal(0)) + row.amount
        return sums | {row.year: row.amount for row in rows if not row.source}

    @property
    def heads(self) -> list[str]:
        """The heads of the columns of amounts."""
        years = [str(year) for year in self.edition.years]
        return [*years, _("altogether")] if len(years) > 1 else years

    def row(self, name: Any, money: Money, look: str = "") -> SumRow:
        """Return a row of money."""
        return SumRow(str(name), self._columns({year: money.of(year=year) for year in self.edition.years}), look)

    def around_measure(self, measure: MeasureLine) -> Iterator[SumRow]:
        """Yield the sums beside a measure: its own, its direction's, the programme's, the agreed."""
        yield self.row(_("This measure"), self.by_measure.get(measure.pk, Money()), "this")
        yield self.row(_("Its direction"), self.by_direction.get(measure.direction_id, Money()))
        yield from self.closing()

    def around_direction(self, direction: Direction) -> Iterator[SumRow]:
        """Yield the sums beside a direction: its measures', its own, the programme's, the agreed."""
        for measure in direction.measures.all():
            yield self.row(measure, self.by_measure.get(measure.pk, Money()))
        yield self.row(_("This direction"), self.by_direction.get(direction.pk, Money()), "this")
        yield from self.closing()

    def of_directions(self) -> Iterator[SumRow]:
        """Yield the sums of every direction, the programme's and the agreed."""
        for direction in Direction.objects.filter(edition=self.edition):
            yield self.row(direction, self.by_direction.get(direction.pk, Money()))
        yield from self.closing()

    def closing(self) -> Iterator[SumRow]:
        """Yield the programme's total, the agreed one and, if they differ, the difference."""
        planned = {year: self.total.of(year=year) or Decimal(0) for year in self.edition.years}
        yield self.row(_("The programme"), self.total, "total")
        if not self.agreed:
            return
        agreed = {year: self.agreed.get(year) for year in planned}
        yield SumRow(_("Agreed total"), self._columns(agreed), "total")
        differences = {year: planned[year] - (agreed[year] or Decimal(0)) for year in planned}
        if any(differences.values()):
            yield SumRow(_("Difference"), self._columns(differences), "error")

    def _columns(self, by_year: Mapping[int, Decimal | None]) -> list[str]:
        """Return amounts of years, and of all together where there are several, in words of the page."""
        amounts = list(by_year.values())
        if len(amounts) > 1:
            known = [amount for amount in amounts if amount is not None]
            amounts.append(sum(known, Decimal(0)) if known else None)
        return [amount_text(amount) for amount in amounts]


def amount_text(amount: Decimal | None) -> str:
    """Return hryvnias with kopiykas: «45 000,00»; a dash where nothing is planned."""
    return NOTHING if amount is None else ukrainian.number(amount, least=2)
