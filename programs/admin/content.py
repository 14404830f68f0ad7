"""Admin pages of what an edition consists of: passport, sections, profiles, agreed totals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.lists import column
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs import sections
from programs.admin.rows import EditionRowAdmin
from programs.models import (
    AgreedTotal,
    CityProfile,
    Footnote,
    PassportRow,
    Section,
)
from programs.numerals import numerals_of


@admin.register(PassportRow)
class PassportRowAdmin(Exchanges, EditionRowAdmin):
    """Rows of the passport."""

    group = Work.PROGRAMME
    exchanged = ("programs.row_resources.PassportRowResource",)
    place = 130
    list_display = ("order", "label_uk", "beginning", "figure", "edition_key")
    search_fields = ("label_uk", "value_uk")
    markdown_fields = ("value_uk", "value_en")
    fieldsets = [
        (None, {"fields": ("edition", "order", "label_uk", "value_uk", "figure")}),
        (_("In English"), {"fields": ("label_en", "value_en"), "classes": ("collapse",)}),
        (None, {"fields": ("code",)}),
    ]

    beginning = column(_("value"), lambda row: ukrainian.shortened(row.value_uk))


@admin.register(Section)
class SectionAdmin(Exchanges, EditionRowAdmin):
    """Sections and subsections of the programme."""

    group = Work.PROGRAMME
    exchanged = ("programs.row_resources.SectionResource",)
    place = 140
    list_display = ("order", "title", "kind", "landscape", "edition_key")
    list_filter = (*EditionRowAdmin.list_filter, "kind")
    fetched_with = ("edition__program", "parent")
    search_fields = ("title_uk", "body_uk")
    markdown_fields = ("body_uk", "body_en")
    fieldsets = [
        (None, {"fields": ("edition", "order", "title_uk", "kind", "body_uk")}),
        (_("Place and form"), {"fields": ("parent", "contents_title", "landscape", "code")}),
        (_("In English"), {"fields": ("title_en", "body_en"), "classes": ("collapse",)}),
    ]

    @admin.display(description=_("title"))
    def title(self, section: Section) -> str:
        """The title, a subsection's set in under its section's."""
        depth = "portal-sub" if section.parent_id else "portal-top"
        return format_html('<span class="{}">{}</span>', depth, section.title_uk)

    def get_ordering(self, request: HttpRequest) -> Any:
        """List sections as a tree: under each its subsections."""
        tree = (Coalesce("parent__order", "order"), Coalesce("parent_id", "pk"))
        return ("-edition", *tree, F("parent").asc(nulls_first=True), "order", "pk")

    def prepare_rows(self, request: HttpRequest, rows: Iterable[Any]) -> None:
        """Note the numeral under which each section is printed."""
        super().prepare_rows(request, rows)
        numerals = numerals_of({row.edition_id: row.edition for row in rows})
        for row in rows:
            row.numeral = numerals.get(row.pk, "")

    def numeral(self, row: Any) -> str:
        """Return the numeral as papers print it."""
        return str(row.numeral)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only sections that may have subsections."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent":
            field.queryset = field.queryset.filter(parent=None)
        return field


@admin.register(CityProfile)
class CityProfileAdmin(Exchanges, EditionRowAdmin):
    """Cities as the programme describes them."""

    group = Work.PROGRAMME
    exchanged = ("programs.row_resources.CityProfileResource",)
    place = 150
    list_display = ("order", "heading", "section", "city_name", "edition_key")
    fetched_with = ("edition__program", "section", "city")
    search_fields = ("heading", "about", "relations")
    markdown_fields = ("about", "relations")
    autocomplete_fields = ("city", "agreement")
    fieldsets = [
        (None, {"fields": ("edition", "section", "order", "city", "heading")}),
        (_("Agreement and city day"), {"fields": ("agreement", "agreement_line", "city_day_line")}),
        (_("About the city"), {"fields": ("about_heading", "about")}),
        (_("Relations"), {"fields": ("relations_heading", "relations")}),
        (None, {"fields": ("code",)}),
    ]

    city_name = column(_("city"), "city.name_uk")


@admin.register(Footnote)
class FootnoteAdmin(Exchanges, EditionRowAdmin):
    """Notes under tables."""

    group = Work.PROGRAMME
    exchanged = ("programs.row_resources.FootnoteResource",)
    place = 160
    list_display = ("order", "text", "section", "edition_key")
    fetched_with = ("edition__program", "section")
    search_fields = ("text",)
    fieldsets = [(None, {"fields": ("edition", "section", "order", "text", "code")})]


@admin.register(AgreedTotal)
class AgreedTotalAdmin(Exchanges, EditionRowAdmin):
    """The programme's totals as agreed with the finance office."""

    group = Work.MONEY
    exchanged = ("programs.row_resources.AgreedTotalResource",)
    place = 180
    list_display = ("year", "source", "agreed", "edition_key")
    fieldsets = [(None, {"fields": ("edition", ("year", "source"), "amount", "code")})]

    agreed = column(_("agreed total"), lambda total: ukrainian.hryvnias(total.amount))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the sources by their names."""
        if db_field.name == "source":
            choices = [("", _("all sources together")), *sections.source_choices()]
            kwargs["widget"] = forms.Select(choices=choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
