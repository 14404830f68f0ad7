"""Queries about appropriations and commitments; a report asks a constant number of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from budget.limits import in_sentences, sentence_of_stored
from budget.querysets.money import MoneySum
from budget.querysets.registers import RegisteredCommitments
from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from budget.models import Allotment, Appropriation, Commitment  # noqa: F401 - named in strings

PLACE = ("measure_id", "source_id", "program_code_id", "economic_code_id")
"""The columns that say where an amount is counted."""


@dataclass(frozen=True, slots=True)
class Span:
    """The period of a report, and the day as of which appropriations and commitments are taken."""

    start: date
    end: date
    on: date

    @classmethod
    def to(cls, end: date, start: date | None = None, on: date | None = None) -> Span:
        """Return the span that ends on a day: by default from January of its year and as of its end.

        Raises ``ValueError`` when it ends before it starts.
        """
        start = start or date(end.year, 1, 1)
        if end < start:
            raise ValueError(f"{end} < {start}")
        return cls(start, end, on or end)

    @property
    def years(self) -> range:
        """Every budget year that the period touches."""
        return range(self.start.year, self.end.year + 1)

    @property
    def first_day(self) -> date:
        """The January from which spending is added up."""
        return date(self.start.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of which payments are known as of the day."""
        return min(self.end, self.on)

    @property
    def is_interim(self) -> bool:
        """Whether the period is not over on the day as of which its figures are."""
        return self.on < self.end

    @property
    def is_cumulative(self) -> bool:
        """Whether the period starts with January, so that «in the period» and «to date» are the same."""
        return self.start == self.first_day


class MoneyQuerySet(models.QuerySet):
    """Amounts that are counted by measure, source and codes."""

    def of_program(self, program: Any) -> Any:
        """Return the rows of a programme's measures."""
        return self.filter(measure__program=program)

    def of_measure(self, measure: Any) -> Any:
        """Return the rows of a measure."""
        return self.filter(measure=measure)

    def of_code(self, code: str) -> Any:
        """Return the rows of the measures with a code; of all where it is empty."""
        return self.filter(measure__code=code) if code else self

    def demonstration(self) -> Any:
        """Return the rows of the demonstration."""
        return self.filter(is_demonstration=True)

    def total(self) -> Decimal:
        """Return the sum of the amounts in hryvnias."""
        return self.aggregate(total=MoneySum("amount"))["total"] or Decimal(0)

    def by_place(self, **sums: Any) -> Any:
        """Return tuples of place and sums, one for each place."""
        return self.order_by().values_list(*PLACE).annotate(**sums)


class AppropriationQuerySet(MoneyQuerySet):
    """What budget decisions granted."""

    def within(self, span: Span) -> AppropriationQuerySet:
        """Return what was granted for the period's years by decisions adopted up to its day."""
        return self.filter(year__in=span.years).decided(span.on)

    def of_year(self, year: int) -> AppropriationQuerySet:
        """Return what was granted for a year."""
        return self.filter(year=year)

    def decided(self, on: date) -> AppropriationQuerySet:
        """Return what was granted by decisions that have their number, up to a day."""
        return self.filter(decision__period_start__lte=on).exclude(decision__number="")

    def taken_back(self) -> AppropriationQuerySet:
        """Return what was taken back, in the order of decisions, with these."""
        rows = self.filter(amount__lt=0).select_related("decision")
        return rows.order_by("decision__period_start", "decision_id", "pk")

    def granted_by_place(self) -> Any:
        """Return tuples of place, year, all that was granted, and what of it is not allotted by month."""
        months: Any = self.model._meta.get_field("allotments").related_model
        allotted = Exists(months.objects.filter(appropriation=OuterRef("pk")))
        rows = self.order_by().values_list(*PLACE, "year")
        return rows.annotate(granted=MoneySum("amount"), whole=MoneySum("amount", filter=~allotted))

    def programs_of(self, decision: Any) -> list[str]:
        """Return the addresses of the programmes that a decision granted money to."""
        granted = self.filter(decision=decision).order_by("measure__program__slug")
        return list(granted.values_list("measure__program__slug", flat=True).distinct())

    def units(self) -> list[Any]:
        """Return the spending units that the money was granted to, each once."""
        units: Any = self.model._meta.get_field("unit").related_model
        return list(units.objects.filter(pk__in=self.order_by().values("unit")))

    def listed(self) -> AppropriationQuerySet:
        """Return the rows decision by decision, with what a statement prints of them."""
        ordered = self.order_by("decision__period_start", "decision_id", "measure__code", "pk")
        return ordered.select_related("decision__body", "measure", "source", "unit")


class AppropriationManager(NaturalManager["Appropriation"].from_queryset(AppropriationQuerySet)):  # type: ignore[misc]
    """Finds appropriations by natural key and by the office's questions."""


class AllotmentQuerySet(models.QuerySet["Allotment"]):
    """Monthly allotments."""

    def within(self, span: Span) -> AllotmentQuerySet:
        """Return the allotments of the period's months; a month that it touches counts whole."""
        months = Q()
        for year in span.years:
            first = span.start.month if year == span.start.year else 1
            last = span.end.month if year == span.end.year else 12
            months |= Q(appropriation__year=year, month__range=(first, last))
        return self.filter(months, appropriation__decision__period_start__lte=span.on).exclude(
            appropriation__decision__number=""
        )

    def of_program(self, program: Any) -> AllotmentQuerySet:
        """Return the allotments of a programme's measures."""
        return self.filter(appropriation__measure__program=program)

    def by_place(self) -> Any:
        """Return tuples of place and allotted sum."""
        columns = [f"appropriation__{column}" for column in PLACE]
        return self.order_by().values_list(*columns).annotate(due=MoneySum("amount"))

    def by_month(self) -> Any:
        """Return tuples of year, month and allotted sum."""
        return self.order_by().values_list("appropriation__year", "month").annotate(due=MoneySum("amount"))


class AllotmentManager(NaturalManager["Allotment"].from_queryset(AllotmentQuerySet)):  # type: ignore[misc]
    """Finds allotments by natural key and by the office's questions."""


class CommitmentQuerySet(RegisteredCommitments, MoneyQuerySet):
    """Commitments; what would commit more than is free without a reason raises ``ValidationError``."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        """Create commitments together."""
        rows = list(objs)
        with in_sentences(rows):
            return super().bulk_create(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Change commitments together."""
        with in_sentences(self, sentence_of_stored):
            return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def standing(self, on: date) -> CommitmentQuerySet:
        """Return the commitments made up to a day and not cancelled by then."""
        return self.filter(signed_on__lte=on).not_cancelled(on)

    def not_cancelled(self, on: date) -> CommitmentQuerySet:
        """Return the commitments that are not cancelled by a day, whenever they are made."""
        return self.filter(Q(cancelled_on=None) | Q(cancelled_on__gt=on))

    def within(self, span: Span) -> CommitmentQuerySet:
        """Return the commitments of the period's years that stand on its day."""
        return self.standing(span.on).filter(year__in=span.years)

    def committed_by_place(self) -> Any:
        """Return tuples of place and committed sum."""
        return self.by_place(committed=MoneySum("amount"))

    def with_paid(self) -> CommitmentQuerySet:
        """Return the commitments with the sum that was paid of each."""
        return self.annotate(paid=MoneySum("payments__amount")).order_by("-signed_on", "pk")

    def overpaid(self) -> CommitmentQuerySet:
        """Return the commitments that are paid beyond their amount."""
        return self.with_paid().filter(paid__gt=models.F("amount"))

    def overridden(self) -> CommitmentQuerySet:
        """Return the commitments that somebody wrote a reason for: they are above what was free."""
        return self.exclude(override_reason="")

    def endless(self) -> CommitmentQuerySet:
        """Return the commitments without an end day."""
        return self.filter(until=None, cancelled_on=None)


class CommitmentManager(NaturalManager["Commitment"].from_queryset(CommitmentQuerySet)):  # type: ignore[misc]
    """Finds commitments by natural key and by the office's questions."""
