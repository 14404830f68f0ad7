"""Who signs the council's reports, and which final report a decision takes note of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from budget.models import ClosingReport, ReportSignatory


class ReportSignatoryManager(NaturalManager["ReportSignatory"]):
    """Finds those who sign or prepare reports."""

    def on(self, day: date) -> list[ReportSignatory]:
        """Return those who hold their posts on a day, as far as is known, in the order of signatures."""
        rows = self.select_related("term__official").order_by("order")
        return [row for row in rows if row.signs_on(day)]


class ClosingReportManager(NaturalManager["ClosingReport"]):
    """Finds final reports."""

    def of_program(self, program: Any) -> ClosingReport | None:
        """Return the final report on a programme, where there is one."""
        return self.filter(program=program).select_related("decision").first()

    def of_decisions(self, decisions: Iterable[Any]) -> models.QuerySet[ClosingReport]:
        """Return the final reports that these decisions take note of, with what their papers begin with."""
        keys = [decision.pk for decision in decisions]
        return self.filter(decision__in=keys).select_related("program", "decision__body")
