"""Admin pages of decisions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.act_papers import ApprovalInline
from oleksandria_intl.admin.acts import ActPapers
from oleksandria_intl.admin.base import PERIOD, RecordedAdmin, RecordedTabularInline
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.path import KeptWithDecision, PathPages
from oleksandria_intl.admin.signed_copies import SignedCopies
from oleksandria_intl.admin.votes import VoteInline
from oleksandria_intl.models import Decision, DecisionPoint
from oleksandria_intl.work import Work


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
