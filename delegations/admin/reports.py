"""Admin pages of the reports on trips, of what follows from them, and of the rules by which reports are due."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.base import StateFilter
from delegations import follow_ups, reporting
from delegations.documents.visit_report import KIND
from delegations.models import Delegation, FollowUp, ReportingRule, TripReport
from delegations.report_forms import AnswerForm
from oleksandria_intl import clock, files, papers
from oleksandria_intl.admin.base import RecordedAdmin, RecordedStackedInline
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.step_page import StepPages, typed_in
from oleksandria_intl.work import Work

TEXTS = ("programme", "meetings", "done_uk", "results_uk", "brought_uk", "proposals", "papers")
ENGLISH = ("done_en", "results_en", "brought_en")
FOLLOW_UP = ("text_uk", "text_en", ("due_on", "term"), ("answers_uk", "answers_en"))
FORMATS = {"pdf": "PDF", "docx": "Word", "html": _("Look at it")}


def is_kept(report: TripReport | None) -> bool:
    """Whether a report was handed in, and stays as it is."""
    return report is not None and report.delegation.status == Delegation.Status.REPORTED


class FollowUpInline(RecordedStackedInline):
    """What is to follow from the trip: by which day, who answers."""

    model = FollowUp
    fields = FOLLOW_UP
    autocomplete_fields = ("term",)
    fetched_with = ("term__official",)
    show_change_link = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep what was handed in."""
        return ("text_uk", "due_on", "term", "answers_uk") if is_kept(obj) else ()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what was handed in."""
        return super().has_add_permission(request, obj) and not is_kept(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what was handed in."""
        return super().has_delete_permission(request, obj) and not is_kept(obj)


@admin.register(TripReport)
class TripReportAdmin(RecordedAdmin):
    """The report on a trip: what its order asks for, and what is to follow."""

    group = Work.VISITS
    place = 303
    list_display = ("trip", "handed_in_on")
    sortable_by = ("handed_in_on",)
    search_fields = ("delegation__search_text", "delegation__code")
    autocomplete_fields = ("delegation",)
    fetched_with = ("delegation__city__country",)
    inlines = (FollowUpInline,)
    markdown_fields = (*TEXTS, *ENGLISH)
    panel_template = "admin/delegations/report.html"
    fieldsets = [
        (None, {"fields": ("delegation", "handed_in_on", *TEXTS)}),
        (_("In English"), {"fields": ENGLISH, "classes": ("collapse",)}),
    ]

    trip = column(_("delegation"), lambda report: report.delegation, ordering="delegation__period_start")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep a report with its delegation, and as it was handed in; English may come later."""
        if is_kept(obj):
            return ("delegation", "handed_in_on", *TEXTS)
        return ("delegation",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what was handed in."""
        return super().has_delete_permission(request, obj) and not is_kept(obj)

    def panel(self, request: HttpRequest, row: TripReport) -> dict[str, Any]:
        """Return the paper, what the report lacks, until when it is due."""
        return {
            "files": [
                (label, reverse("admin:delegations_tripreport_paper", args=[row.pk, each]))
                for each, label in FORMATS.items()
            ],
            "lacks": reporting.lacks(row.delegation),
            "due_on": reporting.due_on(row.delegation),
            "overdue_since": reporting.overdue_since(row.delegation, clock.today()),
            "is_kept": is_kept(row),
            "delegation_url": reverse("admin:delegations_delegation_change", args=[row.delegation_id]),
        }

    def get_urls(self) -> list[URLPattern]:
        """Return the pages and the paper."""
        paper = self.admin_site.admin_view(self.paper_view)
        name = "delegations_tripreport_paper"
        return [path("<int:pk>/visit-report.<slug:format>", paper, name=name), *super().get_urls()]

    def paper_view(self, request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
        """Send a working copy of the report."""
        report: Any = self.get_object(request, str(pk))
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        if report is None or format not in FORMATS:
            raise Http404
        content = papers.content(papers.get(KIND), report.delegation, format, for_staff=True)
        return files.show(request, content, format, f"{KIND}-{report.delegation.code}.{format}")


class AskedFilter(StateFilter):
    """How follow-ups stand."""

    title = _("how it stands")
    states = {
        "asked": (_("asked about"), lambda rows: rows.of_keys(each.pk for each in reporting.asked(clock.today()))),
        "open": (_("open"), lambda rows: rows.still_open()),
        "closed": (_("closed"), lambda rows: rows.closed()),
    }


@admin.register(FollowUp)
class FollowUpAdmin(StepPages):
    """What is to follow from trips: who is asked when, and what was answered; edited on the page of the report."""

    group = Work.VISITS
    place = 304
    list_display = ("text_uk", "trip", "due_on", "who", "how")
    list_filter = (AskedFilter,)
    sortable_by = ("due_on",)
    search_fields = ("text_uk", "answers_uk", "report__delegation__search_text")
    fetched_with = ("report__delegation__city__country", "term__official")
    readonly_fields = ("report", "text_uk", "due_on", "term", "answers_uk")
    panel_template = "admin/delegations/follow_up.html"
    fieldsets = [(None, {"fields": ("report", *FOLLOW_UP)})]

    trip = column(_("delegation"), lambda follow_up: follow_up.report.delegation)
    who = column(_("who answers for it"), "who_uk")
    how = column(_("how it stands"), lambda follow_up: follow_up.state.label)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch the answers along."""
        return super().get_queryset(request).prefetch_related("answers")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Enter follow-ups with their report."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what was handed in."""
        return super().has_delete_permission(request, obj) and not is_kept(obj and obj.report)

    def panel(self, request: HttpRequest, row: FollowUp) -> dict[str, Any]:
        """Return the answers, when it is asked about, where it is answered."""
        may_answer = request.user.has_perm("delegations.add_followupanswer") and is_kept(row.report)
        return {
            "follow_up": row,
            "answers": row.answers.select_related("made_by"),
            "asked_on": reporting.asked_on(row),
            "answer_url": reverse("admin:delegations_followup_answer", args=[row.pk]) if may_answer else "",
            "report_url": reverse("admin:delegations_tripreport_change", args=[row.report_id]),
        }

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, and that of the answer."""
        answer = self.admin_site.admin_view(self.answer_view)
        return [path("<int:pk>/answer/", answer, name="delegations_followup_answer"), *super().get_urls()]

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask how a follow-up stands, and record it."""
        if not request.user.has_perm("delegations.add_followupanswer"):
            raise PermissionDenied
        row = self.seen_row(request, pk)
        form = AnswerForm(typed_in(request))
        facts: dict[str, Any] = {"follow_up": row, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: follow_ups.answer(**facts, **form.cleaned_data)):
            return self.back_to(request, row, gettext("The answer is recorded."))
        return self.step_page(request, row, form, gettext("Say how it stands"), row.state.label)


@admin.register(ReportingRule)
class ReportingRuleAdmin(RecordedAdmin):
    """Within how many working days of the return a report is due, by the day of the return."""

    group = Work.MORE
    place = 542
    list_display = ("in_force_from", "working_days", "advance_days", "basis")
    sortable_by = ()
    search_fields = ("basis", "code")
    fieldsets = [(None, {"fields": ("in_force_from", ("working_days", "advance_days"), "basis", "code")})]
