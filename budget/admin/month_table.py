"""The appropriations of a measure's year by month, as one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from budget.admin.late import page_that_asks, under_reason
from budget.models import Allotment, Appropriation
from budget.models.spending import MONTHS
from budget.periods import ReasonNeeded
from oleksandria_intl import ukrainian
from programs.grids.base import Combination, Grid, Part
from programs.grids.columns import Column, MatrixColumn
from programs.grids.pages import GridPages


@dataclass(frozen=True)
class AppropriationColumn(Column):
    """What is allotted: the decision, the source, the codes and the sum."""

    def read(self, row: Appropriation) -> str:
        """Return the appropriation in words."""
        from budget.admin.grants import decision_words

        place = ", ".join(filter(None, (str(row.source), row.program_code_id, row.economic_code_id)))
        return f"{ukrainian.hryvnias(row.amount)}\n{decision_words(row.decision)}\n{place}"


class MonthsGrid(Grid):
    """The months of every appropriation of a measure in a year: all of it is allotted, or nothing."""

    kind = "months"
    title = _("Appropriations by month as a table")
    owner_field = ""
    owner: Appropriation
    row_model = Allotment
    matrix_model = Allotment
    matrix_link = "appropriation"
    grows = False
    is_tight = True
    help_text = _("All twelve months of an appropriation add up to it, or all are empty. Amounts are in hryvnias.")

    @property
    def owner_name(self) -> str:
        """The measure and the year."""
        return f"{self.owner.measure}: {self.owner.year}"

    def parts(self) -> tuple[Part, ...]:
        """Return the appropriation, which is not changed here."""
        column = AppropriationColumn("appropriation", "words", _("appropriation"), is_editable=False)
        return (Part("appropriation", Appropriation, (column,), order=""),)

    def matrix(self) -> list[MatrixColumn]:
        """Return a column for each month."""
        return [
            MatrixColumn("month", str(number), capfirst(name), is_summed=True, axis={"month": number}, least=None)
            for number, name in MONTHS
        ]

    def stored(self) -> Iterable[Combination]:
        """Return the appropriations of the measure's year."""
        rows = Appropriation.objects.of_measure(self.owner.measure_id).of_year(self.owner.year).listed()
        return ({"appropriation": row} for row in rows)

    def complaints(self, row: Appropriation, numbers: Mapping[str, Decimal]) -> str:
        """Refuse months that do not add up to the appropriation."""
        from budget.admin.grants import difference_sentence

        total = sum(numbers.values(), Decimal(0))
        return difference_sentence(total, row.amount) if numbers and total != row.amount else ""


class MonthPages(GridPages):
    """Adds the table of months to the pages of appropriations."""

    def get_urls(self) -> list[Any]:
        """Return the address of the table, too."""
        view = self.admin_site.admin_view(self.months_view)
        return [path("<int:pk>/months/", view, name="budget_appropriation_months"), *super().get_urls()]

    def months_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show the months of an appropriation, and of the others of its measure and year, or save them."""
        row: Any = self.seen_row(request, pk)

        def fresh() -> MonthsGrid:
            return MonthsGrid(Appropriation.objects.get(pk=pk), request.user)

        return self.grid_page(request, MonthsGrid(row, request.user), fresh, under_reason)

    def asked_again(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Ask for the reason of a change in a closed period."""
        return page_that_asks(request, error) if isinstance(error, ReasonNeeded) else None
