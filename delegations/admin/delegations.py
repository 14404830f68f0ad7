"""Admin pages of delegations out and in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.admin.estimate import EstimateLineInline
from delegations.admin.inlines import ApprovalInline, ParticipantInline
from delegations.admin.money import MoneyPages
from delegations.admin.stay import GiftPages, StayInline
from delegations.admin.tables import TablePages
from delegations.models import Delegation
from oleksandria_intl.admin.base import PERIOD
from oleksandria_intl.admin.lists import column
from oleksandria_intl.periods import PERIOD_FIELDS
from oleksandria_intl.work import Work

OF_ORDER = (
    "direction",
    "kind",
    "city",
    "place_words",
    "purpose_uk",
    "invitation",
    *PERIOD_FIELDS,
    "program",
    "planned_code",
    "measure",
    "payer_words",
    "order",
    "organiser",
    "acting",
    "composition_reason",
    "money_reason",
)
"""The fields that the order says, or stands on."""


NAMED = ("program", "measure__program", "order", "organiser", "acting__official")
"""The rows that the fields of a page name."""


@admin.register(Delegation)
class DelegationAdmin(TablePages, MoneyPages, GiftPages):
    """Delegations: where, when, what for; who goes; what it costs."""

    group = Work.VISITS
    place = 300
    list_display = ("destination", "date", "direction", "kind", "status")
    list_filter = ("direction", "status", "kind", "city__country")
    fetched_with = ("city__country",)
    search_fields = ("search_text",)
    sortable_by = ("date",)
    autocomplete_fields = ("city", "program", "measure", "organiser", "acting", "order")
    inlines: tuple[Any, ...] = (ParticipantInline, ApprovalInline, EstimateLineInline, StayInline)
    fieldsets = [
        (None, {"fields": (("direction", "kind"), "city", "place_words", "purpose_uk", "purpose_en", "invitation")}),
        PERIOD,
        (_("What planned it, and what pays"), {"fields": (("program", "planned_code"), "measure", "payer_words")}),
        (_("Order of the mayor"), {"fields": ("order", ("organiser", "acting"), "composition_reason", "money_reason")}),
        (_("In the office"), {"fields": ("note", "code")}),
    ]

    date = column(_("date"), lambda delegation: delegation.period_text(), ordering="period_start")
    destination = column(_("place"), lambda delegation: delegation.place)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch the row of a page with what its fields name, which else are a question each."""
        rows, match = super().get_queryset(request), request.resolver_match
        return rows.select_related(*NAMED) if match and "object_id" in match.kwargs else rows

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let nothing that the order says be typed over once it is issued."""
        if obj is not None and obj.status != Delegation.Status.PREPARED:
            return (*super().get_readonly_fields(request, obj), *OF_ORDER)
        return super().get_readonly_fields(request, obj)
