"""Queries about closed periods and what was changed in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from budget.querysets.money import MoneySum
from budget.querysets.spending import Span

if TYPE_CHECKING:
    from budget.models import ChangeReason, ClosedPeriod, LateChange  # noqa: F401 - named in strings


class ChangeReasonQuerySet(models.QuerySet["ChangeReason"]):
    """Reasons for changes of closed periods."""

    def left_open(self) -> ChangeReasonQuerySet:
        """Return the reasons that were committed while they were open: only by hand, past the portal."""
        return self.filter(is_open=True)


class ClosedPeriodQuerySet(models.QuerySet["ClosedPeriod"]):
    """Closed periods."""

    def closed(self) -> ClosedPeriodQuerySet:
        """Return the periods that nobody has opened again."""
        return self.filter(reopening=None)

    def of_program(self, program: Any) -> ClosedPeriodQuerySet:
        """Return a programme's periods."""
        return self.filter(program=program)

    def of_address(self, slug: str) -> ClosedPeriodQuerySet:
        """Return the periods of the programme with an address."""
        return self.filter(program__slug=slug)

    def of_days(self, first_day: date, last_day: date) -> ClosedPeriodQuerySet:
        """Return what closed these days, the last leading."""
        return self.filter(first_day=first_day, last_day=last_day).order_by("-pk")

    def closed_days(self, program: Any, span: Span) -> ClosedPeriod | None:
        """Return what closed the days of a span last, whether or not they were opened again."""
        return self.shown().of_program(program).of_days(span.start, span.end).first()

    def counted(self) -> ClosedPeriodQuerySet:
        """Return the periods with the number of their changes."""
        return self.annotate(change_count=models.Count("changes"))

    def last_closings(self) -> ClosedPeriodQuerySet:
        """Return what closed each programme's days last, whether or not they were opened again."""
        later = self.model.objects.filter(
            program=models.OuterRef("program"),
            first_day=models.OuterRef("first_day"),
            last_day=models.OuterRef("last_day"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.shown().filter(~models.Exists(later)).order_by("program__slug", "last_day")

    def before(self, period: ClosedPeriod) -> ClosedPeriodQuerySet:
        """Return how the days of a period were closed before, the last leading."""
        same = self.shown().of_program(period.program_id)
        return same.of_days(period.first_day, period.last_day).filter(pk__lt=period.pk)

    def changed_within(self, span: Span) -> ClosedPeriodQuerySet:
        """Return the periods that touch a span's days and in which something was changed since."""
        touching = self.filter(first_day__lte=span.end, last_day__gte=span.start)
        return touching.filter(changes__isnull=False).distinct().order_by("last_day", "pk")

    def shown(self) -> ClosedPeriodQuerySet:
        """Return the periods with what a list of them shows."""
        return self.select_related("program", "paper", "closed_by", "reopening__given_by")


class LateChangeQuerySet(models.QuerySet["LateChange"]):
    """Changes of money in closed periods."""

    def listed(self) -> LateChangeQuerySet:
        """Return the changes in the order in which they were made, with what a list of them shows."""
        links = ("reason__given_by", "was_measure", "is_measure", "was_source", "is_source")
        return self.select_related(*links).order_by("pk")

    def of_period(self, period: ClosedPeriod) -> LateChangeQuerySet:
        """Return what was changed in a period since its report, and before the next report on the same days."""
        return self.listed().filter(period=period)

    def by_kind(self) -> Any:
        """Return tuples of a kind, how many changes of it there are, and by how many hryvnias they moved its sum."""
        sums = {side: MoneySum(f"{side}_amount") for side in ("was", "is")}
        rows = self.order_by("kind").values_list("kind").annotate(count=models.Count("pk"), **sums)
        return [(kind, count, (now or Decimal(0)) - (was or Decimal(0))) for kind, count, was, now in rows]
