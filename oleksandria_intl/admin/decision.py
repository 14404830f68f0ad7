"""Admin pages of decisions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.act_papers import ApprovalInline
from oleksandria_intl.admin.acts import ActPapers
from oleksandria_intl.admin.base import PERIOD, RecordedAdmin, RecordedTabularInline
from oleksandria_intl.admin.coding import without_field
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.path import KeptWithDecision, PathPages
from oleksandria_intl.admin.signed_copies import SignedCopies
from oleksandria_intl.admin.votes import VoteInline
from oleksandria_intl.models import Decision, DecisionPoint
from oleksandria_intl.work import Work

OF_SESSIONS = ("session", "convocation", "prior", "planned_session_on", "speaker")
"""What is asked only where several people decide."""


class PointInline(KeptWithDecision, RecordedTabularInline):
    """The numbered points of a decision."""

    model = DecisionPoint
    fields = ("order", "text")


@admin.register(Decision)
class DecisionAdmin(PathPages, SignedCopies, ActPapers, RecordedAdmin):
    """Decisions in the order of the paper: requisites, subject, preamble, points, signature."""

    group = Work.DECISIONS
    place = 510
    panel_template = "admin/path/panel.html"
    list_display = ("title", "number", "date", "body", "stage")
    list_filter = ("stage", "body__kind")
    sortable_by = ("date",)
    search_fields = ("subject", "number", "draft_number", "code")
    markdown_fields = ("preamble",)
    autocomplete_fields = (
        "body",
        "developer",
        "speaker",
        "executor",
        "prior",
        "signatory",
        "approver",
        "annex_signatory",
    )
    fetched_with = ("body",)
    inlines = (PointInline, ApprovalInline, VoteInline)
    fieldsets = [
        (None, {"fields": ("body", ("session", "convocation"), "number")}),
        PERIOD,
        (_("Text"), {"fields": ("subject", "preamble", "prior")}),
        (_("Signatures"), {"fields": ("signatory", "approver", "annex_signatory", "executor")}),
        (
            _("Draft"),
            {
                "fields": (
                    ("draft_number", "draft_date"),
                    ("planned_session_on", "draft_published_on"),
                    "developer",
                    "speaker",
                    "code",
                )
            },
        ),
    ]

    title = column(_("subject"), lambda decision: ukrainian.shortened(decision.subject))
    date = column(_("date"), lambda decision: decision.period_text(), ordering="period_start")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Note whether one person decides, as the mayor does by an order: another body is typed on the same page."""
        row: Any = super().get_object(request, object_id, from_field)
        if row is not None:
            row.is_by_one = not row.body.votes
        return row

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Ask nothing of sessions of what one person decides."""
        fieldsets = super().get_fieldsets(request, obj)
        for name in OF_SESSIONS if getattr(obj, "is_by_one", False) else ():
            fieldsets = list(without_field(name, fieldsets))
        return fieldsets

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Offer no votes on what one person decides."""
        left_out = (VoteInline,) if getattr(obj, "is_by_one", False) else ()
        return [each for each in super().get_inlines(request, obj) if each not in left_out]
