"""Admin pages of the rules by which the days of publication are counted."""

from __future__ import annotations

from django.contrib import admin

from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.models import PublicationRule, SpecialDay
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work


@admin.register(PublicationRule)
class PublicationRuleAdmin(RecordedAdmin):
    """How long before its session a draft has to be published, by the day of the publication."""

    group = Work.MORE
    place = 540
    list_display = ("in_force_from", "working_days", "holidays_are_working", "basis")
    sortable_by = ()
    search_fields = ("basis", "code")
    fieldsets = [
        (None, {"fields": (("in_force_from", "working_days"), "holidays_are_working", "basis", "exemption", "code")})
    ]


@admin.register(SpecialDay)
class SpecialDayAdmin(Exchanges):
    """Days that are free, or working days, against the calendar."""

    group = Work.MORE
    exchanged = ("oleksandria_intl.resources.office.SpecialDayResource",)
    place = 541
    list_display = ("day", "is_working", "note")
    sortable_by = ()
    search_fields = ("note",)
    fieldsets = [(None, {"fields": (("day", "is_working"), "note")})]
