"""Admin pages of reports: choose a period, look at the figures, issue the report under a number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget import services
from budget.admin import working
from budget.admin.panels import percent_text
from budget.admin.sums import amount_text
from budget.checks.spending import of_spending
from budget.columns import on_page
from budget.deviations import editions_at_hand
from budget.kept_reports import issued_already, same_issue
from budget.models import IssuedReport
from budget.periods import refusal_to_close
from budget.querysets import Figures
from budget.reports import REPORT, Report, address_name, kinds, refusal_to_issue
from budget.spans import preset_of, quarter_before
from budget.views import scope_of
from oleksandria_intl import clock, files, papers
from oleksandria_intl.admin.base import ReadOnlyAdmin
from oleksandria_intl.checks import in_words
from oleksandria_intl.forms import DayField
from oleksandria_intl.kept_results import kept
from oleksandria_intl.work import Work
from programs.choosing import programs_to_choose

COPIES = ("pdf", "docx")
"""The formats of working copies, which carry the executor's phone."""
SHOWN = ("planned", "granted", "due", "paid", "percent_of_due", "percent", "promised", "free", "ungranted")
"""The figures that one looks at before a report is issued."""


class IssueForm(forms.Form):
    """What report is asked for: of which programme, over which period, as of which day."""

    program = forms.ModelChoiceField(programs_to_choose(), label=_("programme"), empty_label=None)
    kind = forms.ChoiceField(label=_("report"), choices=lambda: [(kind.kind, kind.title) for kind in kinds()])
    start = DayField(label=_("from"), required=False)
    end = DayField(label=_("to"))
    on = DayField(label=_("as of"), required=False, help_text=_("Only if not as of the last day of the period."))

    report: Report | None = None

    def clean(self) -> dict[str, Any]:
        """Find the report; refuse a period that cannot be in a sentence."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        scope = papers.Scope(cleaned["on"], cleaned["start"], cleaned["end"])
        try:
            self.report = papers.get(cleaned["kind"]).find(cleaned["program"].slug, scope)
        except papers.PaperNotFound as error:
            self.add_error(None, str(error))
            return cleaned
        if refusal := refusal_to_issue(self.report.span):
            self.add_error("end", refusal)
        return cleaned


class WayForm(forms.Form):
    """How the report is issued: whether it closes its period, and whether it is issued although it was already."""

    closes = forms.BooleanField(
        label=_("Close the period"),
        required=False,
        help_text=_(
            "From then on, payments, grants and commitments that this report counts change only with a reason, and "
            "every such change is listed publicly."
        ),
    )
    again = forms.BooleanField(label=_("Issue it once more, under another number"), required=False)

    def __init__(self, request: HttpRequest, report: Report, kind: str) -> None:
        super().__init__(request.POST or None, initial={"closes": preset_of(report.span) > 0}, label_suffix="")
        may_close = request.user.has_perm("budget.add_closedperiod")
        if not may_close or refusal_to_close(kind, report.program, report.span):
            del self.fields["closes"]
        self.earlier = same_issue(papers.get(kind), report)
        if self.earlier is None:
            del self.fields["again"]

    @property
    def question(self) -> str:
        """What is asked before the same report is issued once more."""
        return issued_already(self.earlier) if self.earlier else ""

    @property
    def ways(self) -> dict[str, bool]:
        """What was ticked."""
        return {name: name in self.fields and bool(self.data.get(name)) for name in ("closes", "again")}


@admin.register(IssuedReport)
class IssuedReportAdmin(ReadOnlyAdmin):
    """Reports that were issued, and the page where they are."""

    group = Work.MONEY
    place = 312
    list_display = ("number", "title", "issued_at", "issued_by", "files")
    list_display_links = None
    list_select_related = ("issued_by",)
    search_fields = ("title", "number", "sha256")
    change_list_template = "admin/budget/issuedreport/change_list.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those issue reports whom the table of roles names."""
        return request.user.has_perm("budget.add_issuedreport")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return a row for every report: its PDF, beside which its other files are listed."""
        return super().get_queryset(request).filter(format="pdf").exclude(number="")

    @admin.display(description=_("files"))
    def files(self, report: IssuedReport) -> str:
        """The files of the report."""
        kept = IssuedReport.objects.filter(number=report.number).order_by("format").values_list("pk", "format")
        links = (
            (reverse("admin:oleksandria_intl_issuedpaper_download", args=[pk]), format.upper()) for pk, format in kept
        )
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Show the report that is asked for (GET); issue it (POST)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        form = IssueForm(asked or self.first_asked() or None, initial=self.first_asked())
        if form.is_valid() and request.method == "POST" and self._issue(request, form):
            return HttpResponseRedirect(reverse("admin:budget_issuedreport_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": gettext("Reports"),
            "form": form,
            **(_preview(request, form.report, form.cleaned_data["kind"]) if form.report else {}),
        }
        return TemplateResponse(request, "admin/budget/issuedreport/issue.html", context)

    def get_urls(self) -> list[URLPattern]:
        """Return the pages and the addresses of the working copies."""
        copy = self.admin_site.admin_view(self.copy_view)
        route = "copies/<slug:slug>/<slug:name>.<slug:format>"
        return [path(route, copy, name="budget_issuedreport_copy"), *working.urls(self), *super().get_urls()]

    def copy_view(self, request: HttpRequest, slug: str, name: str, format: str) -> HttpResponseBase:
        """Send a working copy of a report as it stands now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind = next((kind for kind in kinds() if address_name(kind.kind) == name), None)
        if kind is None or format not in COPIES:
            raise Http404
        report = files.find(kind, slug, scope_of(request))
        try:
            content = papers.content(kind, report, format, for_staff=True)
        except papers.PaperNotFound as error:
            raise Http404(str(error)) from None
        return files.show(request, content, format, f"{name}-{slug}.{format}")

    @staticmethod
    def first_asked() -> dict[str, Any]:
        """Return what the page begins with: the programme at hand, up to the last quarter that is over."""
        edition = next(iter(editions_at_hand()), None)
        end = quarter_before(clock.today())
        if edition is None or end < edition.first_day:
            return {}
        end = min(end, edition.last_day)
        return {"program": edition.program_id, "kind": REPORT, "start": f"01.01.{end.year}", "end": f"{end:%d.%m.%Y}"}

    def _issue(self, request: HttpRequest, form: IssueForm) -> bool:
        """Issue the report, or say why not."""
        assert form.report is not None
        user: Any = request.user
        kind = form.cleaned_data["kind"]
        ways = WayForm(request, form.report, kind).ways
        try:
            issued = services.issue_report(kind=kind, report=form.report, by=user, **ways)
        except papers.PaperNotFound as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            message = gettext("Issued: № %(number)s, %(title)s.") % {
                "number": issued[0].number,
                "title": issued[0].title,
            }
            self.message_user(request, message, messages.SUCCESS)
            if ways["closes"]:
                self.message_user(request, gettext("The period of the report is closed."), messages.SUCCESS)
            return True
        return False


def _preview(request: HttpRequest, report: Report, kind: str) -> dict[str, Any]:
    """Return what one looks at before a report is issued: the figures, the findings, the files as they would be."""
    asked = f"?from={report.span.start}&to={report.span.end}&on={report.span.on}"
    slug, name = report.program.slug, address_name(kind)
    return {
        "report": report,
        "way": WayForm(request, report, kind),
        "figures": list(_figures(report.execution.total)),
        "waiting_payments": report.execution.waiting,
        "findings": kept(f"spending-{report.edition.pk}", lambda: in_words(of_spending(report.edition))),
        "files": [
            (label, reverse(_address_of(format), args=[slug, name, format]) + asked)
            for format, label in (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("csv", "CSV"))
        ],
    }


def _address_of(format: str) -> str:
    """Return the name of the address of a working copy; spreadsheets are the public's own."""
    return "admin:budget_issuedreport_copy" if format in COPIES else "budget:paper"


def _figures(figures: Figures) -> Any:
    for name, label in on_page(*SHOWN).items():
        value = getattr(figures, name)
        yield label, percent_text(value) if name.startswith("percent") else amount_text(value)
