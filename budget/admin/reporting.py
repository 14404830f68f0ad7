"""Admin pages of what people add to reports: explanations, signatures."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.base import NamesMeasures, number_asked, page_to_add
from budget.admin.panels import Line, figure_rows, figures_on, percent_text
from budget.deviations import Lack, lacking
from budget.models import Explanation, Measure, ReportSignatory
from budget.spans import quarter_before
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter


@admin.register(Explanation)
class ExplanationAdmin(Exchanges, NamesMeasures, RecordedAdmin):
    """Why measures are spent otherwise than granted; beside it the figures, or the measures that lack it."""

    group = Work.MONEY
    place = 300
    exchanged = ("budget.resources.lists.ExplanationResource",)
    list_display = ("measure_name", "as_of", "beginning")
    list_display_links = ("measure_name",)
    list_filter = (("measure__program", ProgramFilter), "on")
    sortable_by = ("measure_name", "as_of")
    date_hierarchy = "on"
    search_fields = ("text", "measure__code", "measure__lines__name_uk")
    autocomplete_fields = ("measure",)
    fieldsets = [(None, {"fields": ("measure", "on", "text")})]

    @admin.display(description=_("as of"), ordering="on")
    def as_of(self, explanation: Explanation) -> str:
        """The day."""
        return f"{explanation.on:%d.%m.%Y}"

    @admin.display(description=_("state, reasons of deviation"))
    def beginning(self, explanation: Explanation) -> str:
        """The beginning of the text."""
        return ukrainian.shortened(explanation.text)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the day as of which an explanation is lacking; where none is, with the last quarter's end."""
        asked: dict[str, Any] = super().get_changeform_initial_data(request)
        with suppress(ValueError):
            return {**asked, "on": date.fromisoformat(asked.get("on", ""))}
        return {**asked, "on": self._day_to_explain(request)}

    def _day_to_explain(self, request: HttpRequest) -> date:
        asked = number_asked(request, "measure")
        lacks = lacks_of(request)
        days = [lack.on for lack in lacks if lack.row.measure.pk == asked] or [lack.on for lack in lacks]
        return max(days, default=quarter_before(clock.today()))

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        """Show the figures that are to be explained; for a new explanation, which measures lack one."""
        context["panel_template"] = "admin/budget/explanation/panel.html"
        explained = kwargs.get("obj")
        context |= figures_context(explained.measure, explained.on) if explained else self._lacking(request)
        return super().render_change_form(request, context, **kwargs)

    def _lacking(self, request: HttpRequest) -> dict[str, Any]:
        """Return the measures without an explanation, and the figures of the one that was chosen among them."""
        lacks = lacks_of(request)
        asked = number_asked(request, "measure")
        chosen = next((lack for lack in lacks if lack.row.measure.pk == asked), None)
        figures = figures_context(chosen.row.measure, chosen.on) if chosen else {}
        return {"lacks": [(lack_link(lack), lack is chosen) for lack in lacks], **figures}


def lacks_of(request: Any) -> list[Lack]:
    """Return the measures that lack an explanation; a request asks the database for them once."""
    if not hasattr(request, "lacks"):
        request.lacks = list(lacking())
    lacks: list[Lack] = request.lacks
    return lacks


def lack_link(lack: Lack) -> Line:
    """Return a measure that lacks an explanation: where it is written, and how much of the plan is paid."""
    values = {"percent": percent_text(lack.row.figures.percent_of_due), "day": f"{lack.on:%d.%m.%Y}"}
    paid = gettext("%(percent)s %% as of %(day)s")
    if lack.row.figures.lacks_grant:
        paid = gettext("nothing appropriated as of %(day)s")
    return Line(page_to_add(Explanation, measure=lack.row.measure.pk, on=lack.on), lack.name, paid % values)


def figures_context(measure: Measure, on: Any) -> dict[str, Any]:
    """Return a measure's figures from January to a day, as a table of the page."""
    edition = measure.program.shown_by
    if edition is None:
        return {}
    return {"money_heads": [f"{on:%d.%m.%Y}"], "money_rows": list(figure_rows([figures_on(edition, measure.pk, on)]))}


@admin.register(ReportSignatory)
class ReportSignatoryAdmin(RecordedAdmin):
    """Who signs the council's reports, in the order of signatures, and who prepares them."""

    group = Work.REFERENCE
    is_searched = False
    place = 305
    list_display = ("order", "term", "is_executor")
    list_display_links = ("term",)
    sortable_by = ()
    search_fields = ("term__post_uk", "term__official__surname")
    autocomplete_fields = ("term",)
    fetched_with = ("term__official",)
    fieldsets = [(None, {"fields": ("order", "term", "is_executor")})]
