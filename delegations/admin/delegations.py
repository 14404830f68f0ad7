"""Admin pages of delegations out and in."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from delegations.admin.inlines import EstimateLineInline, ParticipantInline
from delegations.models import Delegation
from oleksandria_intl.admin.base import PERIOD, RecordedAdmin
from oleksandria_intl.admin.lists import column


@admin.register(Delegation)
class DelegationAdmin(RecordedAdmin):
    """Delegations: where, when, what for; who goes; what it costs."""

    place = 300
    list_display = ("destination", "date", "direction", "kind", "status")
    list_filter = ("direction", "status", "kind", "city__country")
    fetched_with = ("city__country",)
    search_fields = ("search_text",)
    sortable_by = ("date",)
    autocomplete_fields = ("city", "program", "measure", "organiser", "acting")
    inlines = (ParticipantInline, EstimateLineInline)
    fieldsets = [
        (None, {"fields": (("direction", "kind"), "city", "place_words", "purpose_uk", "purpose_en", "invitation")}),
        PERIOD,
        (_("What planned it, and what pays"), {"fields": (("program", "planned_code"), "measure", "payer_words")}),
        (_("In the office"), {"fields": ("organiser", "acting", "note", "code")}),
    ]

    destination = column(_("place"), lambda delegation: delegation.place)
    date = column(_("date"), lambda delegation: delegation.period_text(), ordering="period_start")
