"""Admin pages of countries, cities and agreements."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.base import PERIOD, RecordedAdmin, RecordedTabularInline
from oleksandria_intl.tables.admin import Exchanges
from partners.models import Agreement, AgreementParty, Area, City, Country


@admin.register(City)
class CityAdmin(Exchanges):
    """Twin and partner cities, and places where delegations go."""

    place = 410
    exchanged = ("partners.resources.CityResource",)
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

    @admin.display(description=_("city"), ordering="sort_key")
    def city(self, city: City) -> str:
        """The city's name, sorted by the Ukrainian alphabet."""
        return city.name_uk

    @admin.display(description=_("country"), ordering="country__sort_key")
    def country(self, city: City) -> str:
        """The country's name, sorted by the Ukrainian alphabet."""
        return city.country.name_uk

    @admin.display(description=_("city day"))
    def day(self, city: City) -> str:
        """The day and month of the city day."""
        return city.city_day


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

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the parties along: the list names them."""
        return super().get_queryset(request).prefetch_related("parties__city__country")

    @admin.display(description=_("title"))
    def short_title(self, agreement: Agreement) -> str:
        """The beginning of the title."""
        return ukrainian.shortened(agreement.title_uk)

    @admin.display(description=_("day of signing"), ordering="period_start")
    def signed(self, agreement: Agreement) -> str:
        """The day of signing as far as it is known."""
        return agreement.period_text()

    @admin.display(description=_("parties"))
    def party_names(self, agreement: Agreement) -> str:
        """The other parties."""
        return "; ".join(map(str, agreement.parties.all()))


@admin.register(Country)
class CountryAdmin(Exchanges):
    """Countries of partner cities."""

    place = 430
    exchanged = ("partners.resources.CountryResource",)
    list_display = ("country", "formal_name_uk", "name_en", "code")
    search_fields = ("search_text",)
    sortable_by = ("country",)
    fieldsets = [(None, {"fields": ("name_uk", "formal_name_uk", "name_en", "code")})]

    @admin.display(description=_("name"), ordering="sort_key")
    def country(self, country: Country) -> str:
        """The country's name, sorted by the Ukrainian alphabet."""
        return country.name_uk


@admin.register(Area)
class AreaAdmin(RecordedAdmin):
    """Areas of cooperation."""

    place = 440
    list_display = ("area", "name_en")
    sortable_by = ("area",)
    search_fields = ("name_uk", "name_en")
    fieldsets = [(None, {"fields": ("name_uk", "name_en", "code")})]

    @admin.display(description=_("name"), ordering="sort_key")
    def area(self, area: Area) -> str:
        """The area's name, sorted by the Ukrainian alphabet."""
        return area.name_uk
