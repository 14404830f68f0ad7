"""Admin pages of directions and measures, with their sums."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budget.admin.panels import measure_money
from budget.admin.sums import Sums, amount_text
from budget.models import Direction, Funding, MeasureLine, Responsible
from oleksandria_intl.admin.base import PERIOD
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.rows import EditionRowAdmin, EditionRowTabularInline
from programs.models import Edition


@admin.register(Direction)
class DirectionAdmin(Exchanges, EditionRowAdmin):
    """Directions of the programme."""

    group = Work.PROGRAMME
    exchanged = ("budget.resources.rows.DirectionResource",)
    place = 210
    grid_kind = "cost-estimate"
    list_display = ("order", "name_uk", "edition_key")
    list_display_links = ("name_uk",)
    search_fields = ("name_uk", "name_en")
    panel_template = "admin/budget/sums.html"
    fieldsets = [(None, {"fields": ("edition", "order", "name_uk", "name_en", "code")})]

    def panel(self, request: HttpRequest, row: Direction) -> dict[str, Any]:
        """Return the sums of the direction's measures, of itself and of the programme."""
        sums = Sums(row.edition)
        return {"heads": sums.heads, "sum_rows": list(sums.around_direction(row))}


class FundingInline(EditionRowTabularInline):
    """A measure's money by year and source."""

    model = Funding
    fields = ("year", "source", "amount")
    autocomplete_fields = ("source",)
    fetched_with = ("source",)


class ResponsibleInline(EditionRowTabularInline):
    """Who answers for a measure."""

    model = Responsible
    fields = ("order", "unit", "words")
    autocomplete_fields = ("unit",)
    fetched_with = ("unit",)


@admin.register(MeasureLine)
class MeasureLineAdmin(Exchanges, EditionRowAdmin):
    """Measures with their money and who answers for them.

    Who may change the money but not the measure gets the page with the measure's own fields read-only.
    """

    group = Work.PROGRAMME
    place = 220
    grid_kind = "cost-estimate"
    exchanged = (
        "budget.resources.rows.MeasureLineResource",
        "budget.resources.lists.FundingResource",
        "budget.resources.rows.ResponsibleResource",
    )
    list_display = ("order", "code", "name_uk", "direction", "amount", "edition_key")
    list_display_links = ("name_uk",)
    fetched_with = ("edition__program", "direction")
    search_fields = ("name_uk", "name_en", "code")
    inlines = (FundingInline, ResponsibleInline)
    panel_template = "admin/budget/measureline/panel.html"
    change_list_template = "admin/budget/measureline/change_list.html"
    fieldsets = [
        (None, {"fields": ("edition", "direction", "order", "name_uk", "other_funding")}),
        (_("Implementation period"), PERIOD[1]),
        (_("In English"), {"fields": ("name_en",), "classes": ("collapse",)}),
        (None, {"fields": ("code",)}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the funding along: the list shows the sums."""
        return super().get_queryset(request).prefetch_related("funding")

    @admin.display(description=_("amount, UAH"))
    def amount(self, measure: MeasureLine) -> str:
        """The measure's money of all years and sources together."""
        amounts = [funding.amount for funding in measure.funding.all()]
        return amount_text(sum(amounts, Decimal(0))) if amounts else amount_text(None)

    def has_change_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let only those who may change the measure itself go back to its old text."""
        return super().has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Open the page to those who change the money alone, too."""
        money = FundingInline(MeasureLine, self.admin_site)
        may_change_money = obj is not None and money.has_change_permission(request, obj)
        return may_change_money or super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        """Keep the measure itself from those who change the money alone."""
        if obj is None or super().has_change_permission(request, obj):
            return super().get_readonly_fields(request, obj)
        return tuple(field.name for field in MeasureLine._meta.fields if field.editable)

    def panel(self, request: HttpRequest, row: MeasureLine) -> dict[str, Any]:
        """Return the sums of the measure, of its direction and of the programme, and what became of its money."""
        sums = Sums(row.edition)
        planned = {"heads": sums.heads, "sum_rows": list(sums.around_measure(row))}
        return planned | measure_money(request, row.measure, row.edition)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the sums of the edition that the list is filtered by, or of the only one."""
        edition = edition_of_list(request)
        sums = Sums(edition) if edition else None
        context = {"heads": sums.heads, "sum_rows": list(sums.of_directions()), "summed": edition} if sums else {}
        return super().changelist_view(request, {**(extra_context or {}), **context})


def edition_of_list(request: HttpRequest) -> Edition | None:
    """Return the edition that a list is filtered by, or the only one that there is."""
    asked = request.GET.get("edition__id__exact", "")
    editions = Edition.objects.select_related("program")
    if is_key(Edition._meta.pk, asked):
        return editions.filter(pk=asked).first()
    found = list(editions[:2])
    return found[0] if len(found) == 1 else None
