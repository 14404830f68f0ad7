"""Admin pages of countries, cities and agreements."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.base import PERIOD, RecordedAdmin, RecordedStackedInline
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.paper_pages import PaperPages
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from partners.agreement_pages import AgreementPages
from partners.documents import profile
from partners.models import Agreement, AgreementParty, AgreementRule, Area, City, Country
from partners.relation_admin import ContactInline


@admin.register(City)
class CityAdmin(PaperPages, Exchanges):
    """Twin and partner cities, and places where delegations go."""

    group = Work.PARTNERS
    place = 410
    exchanged = ("partners.resources.CityResource", "partners.resources.ContactResource")
    paper_subject = profile.SUBJECT
    inlines = (ContactInline,)
    list_display = ("city", "country", "kind", "day", "website")
    search_fields = ("search_text",)
    list_filter = ("kind", "country")
    sortable_by = ("city", "country", "kind")
    autocomplete_fields = ("country",)
    fetched_with = ("country",)
    markdown_fields = ("description_uk", "relation_uk", "description_en", "relation_en")
    fieldsets = [
        (None, {"fields": ("name_uk", "kind", "country", "region_uk")}),
        (
            _("About the city"),
            {"fields": (("city_day_day", "city_day_month"), "website", "description_uk", "relation_uk")},
        ),
        (_("In English"), {"fields": ("name_en", "region_en", "description_en", "relation_en")}),
        (_("Dormant"), {"fields": ("dormant_since", "dormant_why_uk", "dormant_why_en"), "classes": ("collapse",)}),
        (_("On the map and in addresses"), {"fields": (("latitude", "longitude"), "slug", "other_names")}),
    ]

    city = column(_("city"), "name_uk", ordering="sort_key")
    country = column(_("country"), "country.name_uk", ordering="country__sort_key")
    day = column(_("city day"), "city_day")


class PartyInline(RecordedStackedInline):
    """The other parties of an agreement."""

    model = AgreementParty
    fields = (("order", "kind"), "city", ("name_uk", "name_en"))
    autocomplete_fields = ("city",)


@admin.register(Agreement)
class AgreementAdmin(AgreementPages, Exchanges):
    """Memoranda, agreements and treaties with their parties."""

    group = Work.PARTNERS
    place = 420
    exchanged = ("partners.resources.AgreementResource", "partners.resources.AgreementPartyResource")
    list_display = ("short_title", "kind", "state", "standing", "signed", "party_names")
    list_filter = ("state", "kind")
    sortable_by = ("signed", "state", "kind")
    search_fields = ("title_uk", "title_en")
    autocomplete_fields = ("authorised_by", "areas")
    inlines = (PartyInline,)
    fieldsets = [
        (None, {"fields": ("kind", "title_uk", "title_en", "areas")}),
        (_("State"), {"fields": ("state", "ended_on", "authorised_by", "scan_is_public", "note", "code")}),
        (_("Day of signing"), PERIOD[1]),
    ]

    short_title = column(_("title"), lambda agreement: ukrainian.shortened(agreement.title_uk))
    standing = column(_("how it stands"), lambda agreement: "; ".join(each.label for each in agreement.health))
    signed = column(_("day of signing"), lambda agreement: agreement.period_text(), ordering="period_start")
    party_names = column(_("parties"), lambda agreement: "; ".join(map(str, agreement.parties.all())))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the parties and steps along: the list names them, and says how each agreement stands."""
        return super().get_queryset(request).prefetch_related("parties__city__country", "steps__taken_back_by")


@admin.register(Country)
class CountryAdmin(Exchanges):
    """Countries of partner cities."""

    group = Work.REFERENCE
    place = 430
    exchanged = ("partners.resources.CountryResource",)
    list_display = ("country", "formal_name_uk", "name_en", "code")
    search_fields = ("search_text",)
    sortable_by = ("country",)
    fieldsets = [
        (None, {"fields": ("name_uk", "formal_name_uk", "name_en", "code")}),
        (
            _("Relations are suspended"),
            {"fields": ("suspended_since", "suspended_why_uk", "suspended_why_en", "suspended_source")},
        ),
    ]

    country = column(_("name"), "name_uk", ordering="sort_key")


@admin.register(Area)
class AreaAdmin(Exchanges):
    """Areas of cooperation."""

    group = Work.REFERENCE
    is_searched = False
    exchanged = ("partners.resources.AreaResource",)
    place = 440
    list_display = ("area", "name_en")
    sortable_by = ("area",)
    search_fields = ("name_uk", "name_en")
    fieldsets = [(None, {"fields": ("name_uk", "name_en", "code")})]

    area = column(_("name"), "name_uk", ordering="sort_key")


@admin.register(AgreementRule)
class AgreementRuleAdmin(RecordedAdmin):
    """From which day agreements need the ministry's consent and registration."""

    group = Work.MORE
    place = 445
    list_display = ("in_force_from", "needs_consent", "needs_registration", "silent_years", "basis")
    sortable_by = ()
    search_fields = ("basis", "code")
    fieldsets = [
        (
            None,
            {
                "fields": (
                    "in_force_from",
                    ("needs_consent", "consent_days"),
                    "ministry",
                    "needs_registration",
                    "silent_years",
                    "basis",
                    "code",
                )
            },
        )
    ]
