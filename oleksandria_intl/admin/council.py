"""Admin pages of the council, its bodies, units and officials."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import RecordedAdmin, RecordedTabularInline
from oleksandria_intl.admin.lists import column
from oleksandria_intl.models import Body, Council, Official, Term, Unit
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work


@admin.register(Council)
class CouncilAdmin(RecordedAdmin):
    """The council whose portal this is: its names, its letterhead, whom to ask."""

    group = Work.REFERENCE
    is_searched = False
    place = 560
    list_display = ("name_uk", "city_uk", "code", "composition")
    sortable_by = ()
    autocomplete_fields = ("office",)
    fieldsets = [
        (None, {"fields": ("name_uk", "name_en", "code", "composition")}),
        (_("City"), {"fields": ("city_uk", "place", "region_genitive", "city_en", ("latitude", "longitude"))}),
        (
            _("Letterhead and approval mark"),
            {
                "fields": (
                    "has_emblem",
                    "letterhead_order",
                    "approval_form",
                    "approval_word",
                    "annex_word",
                    "table_continuation",
                )
            },
        ),
        (_("Issued documents"), {"fields": ("has_page_code",)}),
        (_("Whom to ask"), {"fields": ("office", *Council.contacts)}),
        (_("Reports on money"), {"fields": ("report_columns", "explanation_threshold", "shows_entrepreneur_codes")}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Offer to enter the council while there is none; a portal has one."""
        return super().has_add_permission(request) and Council.objects.current() is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep the council: all that the portal says is said in its name."""
        return False


@admin.register(Body)
class BodyAdmin(RecordedAdmin):
    """Bodies that decide."""

    group = Work.REFERENCE
    is_searched = False
    place = 550
    list_display = ("name_uk", "kind", "act_name")
    autocomplete_fields = ("head",)
    list_filter = ("kind",)
    search_fields = ("name_uk", "name_en")
    fieldsets = [
        (None, {"fields": ("kind", "name_uk", "name_genitive", "short_name", "short_name_genitive", "code")}),
        (_("Its acts"), {"fields": ("act_name", "act_verb", "head")}),
        (_("In English"), {"fields": ("name_en",)}),
    ]


@admin.register(Unit)
class UnitAdmin(Exchanges):
    """Units that answer for measures."""

    group = Work.REFERENCE
    exchanged = ("oleksandria_intl.resources.office.UnitResource",)
    place = 540
    list_display = ("name", "name_en")
    search_fields = ("search_text",)
    sortable_by = ("name",)
    fieldsets = [(None, {"fields": ("name_uk", "name_en", "code")})]

    name = column(_("name"), "name_uk", ordering="sort_key")


class TermInline(RecordedTabularInline):
    """The posts that an official held."""

    model = Term
    fields = ("post_uk", "post_en", "since", "until", "phone", "code")


@admin.register(Official)
class OfficialAdmin(Exchanges):
    """Officials with their terms."""

    group = Work.REFERENCE
    exchanged = (
        "oleksandria_intl.resources.office.OfficialResource",
        "oleksandria_intl.resources.office.TermResource",
    )
    place = 530
    list_display = ("person", "posts")
    search_fields = ("search_text",)
    sortable_by = ("person",)
    inlines = (TermInline,)
    fieldsets = [
        (None, {"fields": ("surname", ("given_name", "patronymic"), "name_en", "code")}),
    ]

    person = column(_("full name"), str, ordering="sort_key")
    posts = column(_("posts"), lambda official: ", ".join(term.post_uk for term in official.terms.all()))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the terms along: the list shows the posts."""
        return super().get_queryset(request).prefetch_related("terms")


@admin.register(Term)
class TermAdmin(RecordedAdmin):
    """Terms of office, of which decisions choose who signs; out of the menu, edited on the official's page."""

    group = Work.REFERENCE
    is_searched = False
    place = 531
    list_display = ("post_uk", "official", "since", "until")
    search_fields = ("post_uk", "official__search_text")
    autocomplete_fields = ("official",)
    fetched_with = ("official",)
    fieldsets = [(None, {"fields": ("official", "post_uk", "post_en", ("since", "until"), "phone", "code")})]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep terms out of the menu."""
        return False
