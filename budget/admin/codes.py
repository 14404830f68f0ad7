"""Admin pages of reference tables: codes of the budget, sources, who spends, the measures that all else points at."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budget.admin.panels import measure_money
from budget.models import EconomicCode, FundingSource, Measure, ProgramCode, SpendingUnit
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter

CODE = re.compile(r"\d+(\.\d*)*")
"""A measure's code, or its beginning: «2», «2.4»."""


class CodeAdmin(RecordedAdmin):
    """Codes of the budget classification; rows of money hold the code itself, so it does not change."""

    list_display = ("code", "name_uk", "name_en")
    list_display_links = ("code", "name_uk")
    search_fields = ("code", "name_uk", "name_en")
    fieldsets = [(None, {"fields": ("code", "name_uk", "name_en")})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep the code of a row that is there: a wrong one is deleted and made anew."""
        return ("code",) if obj is not None else ()


@admin.register(ProgramCode)
class ProgramCodeAdmin(Exchanges, CodeAdmin):
    """КПКВКМБ."""

    group = Work.REFERENCE
    place = 292
    fieldsets = [(None, {"fields": ("code", "functional_code", "name_uk", "name_en")})]
    exchanged = ("budget.resources.lists.ProgramCodeResource",)


@admin.register(EconomicCode)
class EconomicCodeAdmin(Exchanges, CodeAdmin):
    """КЕКВ."""

    group = Work.REFERENCE
    place = 294
    exchanged = ("budget.resources.lists.EconomicCodeResource",)


@admin.register(SpendingUnit)
class SpendingUnitAdmin(Exchanges):
    """Who grants are given to and who pays."""

    group = Work.REFERENCE
    place = 290
    exchanged = ("budget.resources.lists.SpendingUnitResource",)
    list_display = ("name_uk", "register_code", "name_en")
    search_fields = ("name_uk", "name_en", "register_code")
    fieldsets = [(None, {"fields": ("register_code", "name_uk", "name_en")})]


@admin.register(FundingSource)
class FundingSourceAdmin(Exchanges):
    """Where money comes from."""

    group = Work.REFERENCE
    place = 230
    exchanged = ("budget.resources.lists.FundingSourceResource",)
    list_display = ("name_uk", "fund", "name_en", "order")
    sortable_by = ()
    search_fields = ("name_uk", "name_en")
    fieldsets = [(None, {"fields": ("order", "name_uk", "name_en", "fund", "code")})]


@admin.register(Measure)
class MeasureAdmin(RecordedAdmin):
    """Measures through all editions, out of the menu: chosen by name on the pages of money."""

    group = Work.REFERENCE
    is_searched = False
    place = 296
    list_display = ("code", "name", "program")
    list_display_links = ("name",)
    list_select_related = ()
    list_filter = (("program", ProgramFilter),)
    sortable_by = ()
    search_fields = ("code", "lines__name_uk", "lines__code")
    autocomplete_fields = ("program",)
    panel_template = "admin/budget/measure_money.html"
    fieldsets = [(None, {"fields": ("program", "code", "name")})]
    readonly_fields = ("name",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep measures out of the menu: an edition's measures stand there."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A measure comes with its first line."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A measure is its programme and its code for good."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A measure stays for what points at it."""
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the names along."""
        rows: Any = super().get_queryset(request)
        return rows.named()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Find a measure by its code's beginning, or by words of its name."""
        if CODE.fullmatch(search_term.strip()):
            return queryset.filter(code__startswith=search_term.strip()), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("name"))
    def name(self, measure: Measure) -> str:
        """The name that the edition shown today prints."""
        return measure.shown_name or ""

    def panel(self, request: HttpRequest, row: Measure) -> dict[str, Any]:
        """Return the measure's money."""
        return measure_money(request, row)
