"""Queries about what the programme plans, in the office's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from budget.querysets.money import Money, MoneySum, YearSource
from oleksandria_intl import clock
from oleksandria_intl.models import NaturalManager
from programs.querysets import shown_first

if TYPE_CHECKING:
    from budget.models import Funding, FundingSource, Measure, MeasureLine  # noqa: F401 - named in strings


class FundingQuerySet(models.QuerySet["Funding"]):
    """The programme's planned money."""

    def of_edition(self, edition: Any) -> FundingQuerySet:
        """Return the funding that an edition plans."""
        return self.filter(edition=edition)

    def by_measure(self) -> dict[int, Money]:
        """Return the money of every measure line, by its primary key."""
        amounts: dict[int, dict[YearSource, Decimal]] = {}
        for line, year, source, amount in self.values_list("measure_line", "year", "source__code", "amount"):
            amounts.setdefault(line, {})[year, source] = amount
        return {line: Money(places) for line, places in amounts.items()}

    def sources(self) -> list[FundingSource]:
        """Return the sources of this money in their order, each once, as the edition names them."""
        found = {money.source_id: money.source_as_named for money in self.order_by("pk").select_related("source")}
        return sorted(found.values(), key=lambda source: (source.order, source.code))

    def codes_by_measure(self) -> Mapping[int, Mapping[YearSource, str]]:
        """Return the codes of the amounts of every measure line, by its primary key."""
        codes: dict[int, dict[YearSource, str]] = {}
        for line, year, source, code in self.values_list("measure_line", "year", "source__code", "code"):
            codes.setdefault(line, {})[year, source] = code
        return codes

    def planned_by_place(self, edition: Any, years: Iterable[int]) -> Any:
        """Return tuples of measure, source, year and sum that an edition plans for the years."""
        rows = self.of_edition(edition).filter(year__in=years).order_by()
        return rows.values_list("measure_line__measure_id", "source_id", "year").annotate(planned=MoneySum("amount"))

    def total_by_edition(self, editions: Iterable[Any]) -> dict[int, Decimal]:
        """Return what each of the editions plans in hryvnias, by its primary key; nothing for one that plans none."""
        found = self.filter(edition__in=editions).order_by().values_list("edition")
        return dict(found.annotate(total=MoneySum("amount")))


class FundingManager(NaturalManager["Funding"].from_queryset(FundingQuerySet)):  # type: ignore[misc]
    """Finds funding by natural key and by the office's questions."""


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Measures through all editions of their programmes."""

    def named(self) -> MeasureQuerySet:
        """Return the measures with their programme and the name that its edition shown today prints."""
        lines: Any = self.model._meta.get_field("lines").related_model
        newest = lines.objects.filter(measure=models.OuterRef("pk")).order_by(*shown_first(clock.today(), "edition__"))
        programs: Any = self.model._meta.get_field("program").related_model
        named = self.annotate(shown_name=models.Subquery(newest.values("name_uk")[:1]))
        return named.prefetch_related(models.Prefetch("program", programs.objects.named()))


class MeasureManager(NaturalManager["Measure"].from_queryset(MeasureQuerySet)):  # type: ignore[misc]
    """Finds measures by natural key, and with their names."""


class MeasureLineQuerySet(models.QuerySet["MeasureLine"]):
    """Measures as editions print them."""

    def of_edition(self, edition: Any) -> MeasureLineQuerySet:
        """Return the measures of an edition in their printed order."""
        return self.filter(edition=edition)

    def with_responsible(self) -> MeasureLineQuerySet:
        """Return the measures with who answers for them, in a constant number of queries."""
        rows: Any = self.model._meta.get_field("responsible").related_model
        responsible = models.Prefetch("responsible", rows.objects.select_related("unit"))
        return self.select_related("direction", "edition__program").prefetch_related(responsible)


class MeasureLineManager(NaturalManager["MeasureLine"].from_queryset(MeasureLineQuerySet)):  # type: ignore[misc]
    """Finds measure lines by natural key and by the office's questions."""
