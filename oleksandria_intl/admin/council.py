"""Admin pages of the council, its bodies, units and officials."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import RecordedAdmin, RecordedTabularInline
from oleksandria_intl.models import Body, Council, Official, Term, Unit


@admin.register(Council)
class CouncilAdmin(RecordedAdmin):
    """The council: its names in the cases that papers need, its letterhead."""

    place = 560
    list_display = ("name_uk", "city_uk", "act_name", "composition", "is_home")
    search_fields = ("name_uk", "name_en", "city_uk")
    fieldsets = [
        (None, {"fields": ("name_uk", "name_genitive", "short_name", "short_name_genitive", "name_en")}),
        (_("City"), {"fields": ("city_uk", "place", "region_genitive", "city_en")}),
        (
            _("Letterhead and forms of acts"),
            {"fields": ("has_emblem", "letterhead_order", "act_name", "act_verb", "approval_word")},
        ),
        (_("Whom to ask"), {"fields": Council.contacts}),
        (_("Reports on money"), {"fields": ("explanation_threshold",)}),
        (_("Composition and this portal"), {"fields": ("composition", "is_home", "slug")}),
    ]


@admin.register(Body)
class BodyAdmin(RecordedAdmin):
    """Bodies that decide."""

    place = 550
    list_display = ("name_uk", "kind", "council")
    list_filter = ("kind",)
    search_fields = ("name_uk", "name_en")
    autocomplete_fields = ("council",)
    fetched_with = ("council",)
    fieldsets = [(None, {"fields": ("council", "kind", "name_uk", "name_genitive", "name_en", "code")})]


@admin.register(Unit)
class UnitAdmin(RecordedAdmin):
    """Units that answer for measures."""

    place = 540
    list_display = ("name", "name_en", "council")
    search_fields = ("search_text",)
    sortable_by = ("name",)
    autocomplete_fields = ("council",)
    fetched_with = ("council",)
    fieldsets = [(None, {"fields": ("council", "name_uk", "name_en", "code")})]

    @admin.display(description=_("name"), ordering="sort_key")
    def name(self, unit: Unit) -> str:
        """The unit's name, sorted by the Ukrainian alphabet."""
        return unit.name_uk


class TermInline(RecordedTabularInline):
    """The posts that an official held."""

    model = Term
    fields = ("post_uk", "post_en", "since", "until", "code")


@admin.register(Official)
class OfficialAdmin(RecordedAdmin):
    """Officials with their terms."""

    place = 530
    list_display = ("person", "posts", "council")
    search_fields = ("search_text",)
    sortable_by = ("person",)
    autocomplete_fields = ("council",)
    fetched_with = ("council",)
    inlines = (TermInline,)
    fieldsets = [
        (None, {"fields": ("council", "surname", ("given_name", "patronymic"), "name_en", "code")}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the terms along: the list shows the posts."""
        return super().get_queryset(request).prefetch_related("terms")

    @admin.display(description=_("full name"), ordering="sort_key")
    def person(self, official: Official) -> str:
        """The official's full name, sorted by the Ukrainian alphabet."""
        return str(official)

    @admin.display(description=_("posts"))
    def posts(self, official: Official) -> str:
        """Every post that the official holds or held."""
        return ", ".join(term.post_uk for term in official.terms.all())


@admin.register(Term)
class TermAdmin(RecordedAdmin):
    """Terms of office, of which decisions choose who signs; out of the menu, edited on the official's page."""

    list_display = ("post_uk", "official", "since", "until")
    search_fields = ("post_uk", "official__search_text")
    autocomplete_fields = ("official",)
    fetched_with = ("official",)
    fieldsets = [(None, {"fields": ("official", "post_uk", "post_en", ("since", "until"), "code")})]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep terms out of the menu."""
        return False
