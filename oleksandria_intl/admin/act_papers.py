"""Admin pages of what the papers beside a decision are written from; reached from the decision's page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.acts import notes
from oleksandria_intl.admin.base import RecordedAdmin, RecordedTabularInline
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.models import Approval, Decision, ExplanatoryNote, MinutesExtract
from oleksandria_intl.work import Work


class ApprovalInline(RecordedTabularInline):
    """The rows of the approval sheet."""

    model = Approval
    fields = ("order", "term", "approved_on", "remark")
    autocomplete_fields = ("term",)


class BesideDecision(RecordedAdmin):
    """Pages of a row that a decision has one of; out of the menu."""

    autocomplete_fields: ClassVar[Any] = ("decision",)
    fetched_with = ("decision",)
    search_fields = ("decision__subject", "decision__code")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep these rows out of the menu."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep a row with its decision."""
        return ("decision",) if obj else ()


@admin.register(ExplanatoryNote)
class ExplanatoryNoteAdmin(BesideDecision):
    """The explanatory note, begun with what is known of the decision's matter."""

    group = Work.DECISIONS
    place = 511
    markdown_fields = tuple(notes.HEADS)
    fieldsets = [(None, {"fields": ("decision", *notes.HEADS)})]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose the texts that apps know of the matter of the decision that is asked for."""
        initial = super().get_changeform_initial_data(request)
        asked = request.GET.get("decision", "")
        decision = Decision.objects.filter(pk=asked).first() if is_key(Decision._meta.pk, asked) else None
        return {**(notes.proposals(decision).texts if decision else {}), **initial}


@admin.register(MinutesExtract)
class MinutesExtractAdmin(BesideDecision):
    """The extract of the minutes."""

    group = Work.DECISIONS
    is_searched = False
    place = 512
    markdown_fields = ("heard", "spoke")
    fieldsets = [
        (None, {"fields": ("decision", "minutes_number", "heard", "spoke")}),
        (_("Certification"), {"fields": ("certified_by", "certified_on")}),
    ]
    autocomplete_fields = ("decision", "certified_by")
