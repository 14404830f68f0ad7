"""Admin pages of planned visits and conferences, each beside the measure that pays."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.admin.preparing import PreparesDelegations
from delegations.checks import comparisons
from delegations.models import (
    Conference,
    PlannedTrip,
    PlannedVisit,
    VisitField,
    VisitLine,
    VisitPurpose,
    VisitTheme,
)
from oleksandria_intl import ukrainian
from oleksandria_intl.admin.base import PERIOD
from oleksandria_intl.admin.lists import column
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.rows import EditionRowAdmin, EditionRowStackedInline, EditionRowTabularInline


class TripAdmin(PreparesDelegations, EditionRowAdmin):
    """What visits and conferences share."""

    list_filter = (*EditionRowAdmin.list_filter, "city__country")
    fetched_with = ("edition__program", "city__country", "measure_line")
    search_fields: tuple[str, ...] = ("place_words", "city__name_uk", "period_words")
    autocomplete_fields = ("city",)
    panel_template = "admin/delegations/planned.html"

    destination = column(_("destination"), lambda trip: trip.place or "–")
    date = column(_("date"), lambda trip: trip.period_text())
    cost = column(_("cost"), lambda trip: trip.cost_text())

    def panel(self, request: HttpRequest, row: PlannedTrip) -> dict[str, Any]:
        """Return what the trips of the same measure cost together, against its money."""
        return {**super().panel(request, row), "comparisons": comparisons(row.edition, [row.measure_line_id])}


@admin.register(PlannedVisit)
class PlannedVisitAdmin(Exchanges, TripAdmin):
    """Planned visits."""

    group = Work.VISITS
    place = 310
    grid_kind = "visits"
    exchanged = ("delegations.resources.PlannedVisitResource",)
    list_display = ("order", "destination", "date", "cost", "measure_line", "edition_key")
    fieldsets = [
        (None, {"fields": ("edition", "order", "city", "place_words")}),
        PERIOD,
        (_("Money"), {"fields": ("amount", "measure_line", "footnote", "code")}),
    ]


@admin.register(Conference)
class ConferenceAdmin(Exchanges, TripAdmin):
    """Planned parts in conferences."""

    group = Work.VISITS
    exchanged = ("delegations.row_resources.ConferenceResource",)
    place = 350
    list_display = ("order", "topic", "destination", "date", "cost", "edition_key")
    search_fields = ("topic_uk", *TripAdmin.search_fields)
    fieldsets = [
        (None, {"fields": ("edition", "order", "topic_uk", "topic_en", "city", "place_words")}),
        PERIOD,
        (_("Money"), {"fields": ("amount", "measure_line", "footnote", "code")}),
    ]

    topic = column(_("area of cooperation"), lambda conference: ukrainian.shortened(conference.topic_uk))


class NamedInline(EditionRowTabularInline):
    """Rows that have a name, and a page of their own."""

    fields = ("order", "name_uk", "name_en")
    classes = ()
    show_change_link = True


class ThemeInline(NamedInline):
    """The themes of a field."""

    model = VisitTheme


class NamedAdmin(EditionRowAdmin):
    """What fields, themes and purposes share."""

    grid_kind = "visits"
    search_fields = ("name_uk", "name_en")


@admin.register(VisitField)
class VisitFieldAdmin(Exchanges, NamedAdmin):
    """Fields in which experience is studied."""

    group = Work.VISITS
    is_searched = False
    exchanged = ("delegations.row_resources.VisitFieldResource",)
    place = 320
    list_display = ("order", "name_uk", "edition_key")
    inlines = (ThemeInline,)
    fieldsets = [(None, {"fields": ("edition", "order", "name_uk", "name_en", "code")})]


class PurposeInline(NamedInline):
    """The purposes of a theme."""

    model = VisitPurpose


@admin.register(VisitTheme)
class VisitThemeAdmin(Exchanges, NamedAdmin):
    """Themes with their purposes."""

    group = Work.VISITS
    is_searched = False
    exchanged = ("delegations.row_resources.VisitThemeResource",)
    place = 330
    list_display = ("order", "name_uk", "field", "edition_key")
    fetched_with = ("edition__program", "field")
    inlines = (PurposeInline,)
    fieldsets = [(None, {"fields": ("edition", "field", "order", "name_uk", "name_en", "code")})]


class LineInline(EditionRowStackedInline):
    """The visits on which a purpose is pursued."""

    model = VisitLine
    fields = ("order", "visit", "participants", "cost_words")
    fetched_with = ("purpose", "visit__city__country")


@admin.register(VisitPurpose)
class VisitPurposeAdmin(Exchanges, NamedAdmin):
    """Purposes with the visits on which they are pursued."""

    group = Work.VISITS
    exchanged = ("delegations.row_resources.VisitPurposeResource", "delegations.row_resources.VisitLineResource")
    place = 340
    list_display = ("order", "name_uk", "theme", "edition_key")
    fetched_with = ("edition__program", "theme")
    inlines = (LineInline,)
    panel_template = "admin/delegations/comparison.html"
    fieldsets = [(None, {"fields": ("edition", "theme", "order", "name_uk", "name_en", "code")})]

    def panel(self, request: HttpRequest, row: VisitPurpose) -> dict[str, Any]:
        """Return the comparison of every measure that pays for the purpose's visits."""
        return {"comparisons": comparisons(row.edition, row.lines.values_list("visit__measure_line", flat=True))}
