"""Queries about money, in the office's words; every paper, page and export sums by these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from budget.models import Funding, MeasureLine  # noqa: F401 - named in strings

Place = tuple[int, str]
"""A year and the code of a source."""


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts in hryvnias by year and source, which any row or subtotal of a table can ask for."""

    amounts: Mapping[Place, Decimal] = field(default_factory=dict)

    def __add__(self, other: Money) -> Money:
        places = {**self.amounts, **other.amounts}
        return Money({place: self.at(place) + other.at(place) for place in places})

    def __bool__(self) -> bool:
        """Whether anything is planned at all, be it a zero."""
        return bool(self.amounts)

    def at(self, place: Place) -> Decimal:
        """Return the amount of one year and source."""
        return self.amounts.get(place, Decimal(0))

    def of(self, *, year: int | None = None, source: str | None = None) -> Decimal | None:
        """Return the sum, of one year or source if named; None where nothing is planned."""
        found = [
            amount
            for (of_year, of_source), amount in self.amounts.items()
            if year in (None, of_year) and source in (None, of_source)
        ]
        return sum(found, Decimal(0)) if found else None

    @property
    def total(self) -> Decimal:
        """The sum of everything."""
        return sum(self.amounts.values(), Decimal(0))


class FundingQuerySet(models.QuerySet["Funding"]):
    """The programme's planned money."""

    def of_edition(self, edition: Any) -> FundingQuerySet:
        """Return the funding that an edition plans."""
        return self.filter(edition=edition)

    def by_measure(self) -> dict[int, Money]:
        """Return the money of every measure line, by its primary key."""
        amounts: dict[int, dict[Place, Decimal]] = {}
        for line, year, source, amount in self.values_list("measure_line", "year", "source__code", "amount"):
            amounts.setdefault(line, {})[year, source] = amount
        return {line: Money(places) for line, places in amounts.items()}

    def total_by_edition(self, editions: Iterable[Any]) -> dict[int, Decimal]:
        """Return what each of the editions plans in hryvnias, by its primary key; nothing for one that plans none."""
        found = self.filter(edition__in=editions).order_by().values_list("edition")
        return dict(found.annotate(total=models.Sum("amount")))


class FundingManager(NaturalManager["Funding"].from_queryset(FundingQuerySet)):  # type: ignore[misc]
    """Finds funding by natural key and by the office's questions."""


class MeasureLineQuerySet(models.QuerySet["MeasureLine"]):
    """Measures as editions print them."""

    def of_edition(self, edition: Any) -> MeasureLineQuerySet:
        """Return the measures of an edition in their printed order."""
        return self.filter(edition=edition)

    def with_responsible(self) -> MeasureLineQuerySet:
        """Return the measures with who answers for them, in a constant number of queries."""
        return self.select_related("direction", "edition__program").prefetch_related("responsible__unit")


class MeasureLineManager(NaturalManager["MeasureLine"].from_queryset(MeasureLineQuerySet)):  # type: ignore[misc]
    """Finds measure lines by natural key and by the office's questions."""
