"""Who signs the council's reports."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from budget.models import ReportSignatory


class ReportSignatoryManager(NaturalManager["ReportSignatory"]):
    """Finds those who sign or prepare reports."""

    def on(self, day: date) -> list[ReportSignatory]:
        """Return those who hold their posts on a day, as far as is known, in the order of signatures."""
        rows = self.select_related("term__official").order_by("order")
        return [row for row in rows if row.signs_on(day)]
