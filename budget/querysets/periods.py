"""Queries about closed periods and what was changed in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from budget.models import ClosedPeriod, LateChange  # noqa: F401 - named in strings


class ClosedPeriodQuerySet(models.QuerySet["ClosedPeriod"]):
    """Closed periods."""

    def closed(self) -> ClosedPeriodQuerySet:
        """Return the periods that nobody has opened again."""
        return self.filter(reopening=None)

    def of_program(self, program: Any) -> ClosedPeriodQuerySet:
        """Return a programme's periods."""
        return self.filter(program=program)

    def of_days(self, first_day: date, last_day: date) -> ClosedPeriodQuerySet:
        """Return what closed these days, the last leading."""
        return self.filter(first_day=first_day, last_day=last_day).order_by("-pk")

    def shown(self) -> ClosedPeriodQuerySet:
        """Return the periods with what a list of them shows."""
        return self.select_related("program", "paper", "closed_by", "reopening__given_by")


class LateChangeQuerySet(models.QuerySet["LateChange"]):
    """Changes of money in closed periods."""

    def listed(self) -> LateChangeQuerySet:
        """Return the changes in the order in which they were made, with what a list of them shows."""
        links = ("reason__given_by", "was_measure", "is_measure", "was_source", "is_source")
        return self.select_related(*links).order_by("pk")
