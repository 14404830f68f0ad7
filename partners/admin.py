"""Admin pages of countries, cities and agreements."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.base import PERIOD, RecordedAdmin, RecordedTabularInline
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.paper_pages import PaperPages
from oleksandria_intl.tables.admin import Exchanges
from partners.documents import profile
from partners.models import Agreement, AgreementParty, Area, City, Country
from partners.relation_admin import ContactInline


@admin.register(City)
class CityAdmin(PaperPages, Exchanges):
    """Twin and partner cities, and places where delegations go."""

    place = 410
    exchanged = ("partners.resources.CityResource",)
    paper_subject = profile.SUBJECT
    inlines = (ContactInline,)
    list_display = ("city", "country", "kind", "day", "website")
    search_fields = ("search_text",)
    list_filter = ("kind", "country")
    sortable_by = ("city", "country", "kind")
    autocomplete_fields = ("country",)
    fetched_with = ("country",)
    markdown_fields = ("description_uk", "relation_uk", "description_en", "relation_en")
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = [
        (None, {"fields": ("name_uk", "kind", "country", "region_uk")}),
        (
            _("About the city"),
            {"fields": (("city_day_day", "city_day_month"), "website", "description_uk", "relation_uk")},
        ),
        (_("In English"), {"fields": ("name_en", "region_en", "description_en", "relation_en")}),
        (_("On the map and in addresses"), {"fields": (("latitude", "longitude"), "slug")}),
    ]

    city = column(_("city"), "name_uk", ordering="sort_key")
    country = column(_("country"), "country.name_uk", ordering="country__sort_key")
    day = column(_("city day"), "city_day")


class PartyInline(RecordedTabularInline):
    """The other parties of an agreement."""

    model = AgreementParty
    fields = ("order", "city", "name_uk")
    autocomplete_fields = ("city",)


@admin.register(Agreement)
class AgreementAdmin(Exchanges):
    """Memoranda, agreements and treaties with their parties."""

    place = 420
    exchanged = ("partners.resources.AgreementResource", "partners.resources.AgreementPartyResource")
    list_display = ("short_title", "kind", "state", "signed", "party_names")
    list_filter = ("state", "kind")
    sortable_by = ("signed", "state", "kind")
    search_fields = ("title_uk", "title_en")
    autocomplete_fields = ("authorised_by", "areas")
    inlines = (PartyInline,)
    fieldsets = [
        (None, {"fields": ("kind", "title_uk", "title_en", "areas")}),
        (_("State"), {"fields": ("state", "authorised_by", "ended_on", "note", "code")}),
        (_("Day of signing"), PERIOD[1]),
    ]

    short_title = column(_("title"), lambda agreement: ukrainian.shortened(agreement.title_uk))
    signed = column(_("day of signing"), lambda agreement: agreement.period_text(), ordering="period_start")
    party_names = column(_("parties"), lambda agreement: "; ".join(map(str, agreement.parties.all())))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the parties along: the list names them."""
        return super().get_queryset(request).prefetch_related("parties__city__country")


@admin.register(Country)
class CountryAdmin(Exchanges):
    """Countries of partner cities."""

    place = 430
    exchanged = ("partners.resources.CountryResource",)
    list_display = ("country", "formal_name_uk", "name_en", "code")
    search_fields = ("search_text",)
    sortable_by = ("country",)
    fieldsets = [(None, {"fields": ("name_uk", "formal_name_uk", "name_en", "code")})]

    country = column(_("name"), "name_uk", ordering="sort_key")


@admin.register(Area)
class AreaAdmin(RecordedAdmin):
    """Areas of cooperation."""

    place = 440
    list_display = ("area", "name_en")
    sortable_by = ("area",)
    search_fields = ("name_uk", "name_en")
    fieldsets = [(None, {"fields": ("name_uk", "name_en", "code")})]

    area = column(_("name"), "name_uk", ordering="sort_key")
