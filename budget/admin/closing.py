"""Admin pages of the final report on a programme, and of the decision that takes note of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from budget import services
from budget.admin.base import NamesMeasures
from budget.checks.signing import of_closing
from budget.models import ClosingReport
from oleksandria_intl import files, papers
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.work import Work

KIND = "report-decision"
FORMATS = ("pdf", "docx", "html")
KEEP = "_keep"


@admin.register(ClosingReport)
class ClosingReportAdmin(NamesMeasures, RecordedAdmin):
    """The final report on a programme, and the decision that takes note of it."""

    group = Work.MONEY
    place = 310
    list_display = ("program", "decision", "is_closed")
    list_display_links = ("program",)
    list_select_related = ("decision",)
    sortable_by = ()
    search_fields = ("program__editions__name_uk", "program__slug", "decision__subject")
    autocomplete_fields = ("program", "decision")
    fetched_with = ("decision",)
    named_links = ("program",)
    markdown_fields = ("note",)
    panel_template = "admin/budget/closingreport/panel.html"
    fieldsets = [(None, {"fields": ("program", "decision", "note")})]

    @admin.display(description=_("programme is closed"), boolean=True)
    def is_closed(self, report: ClosingReport) -> bool:
        """Whether the council has decided."""
        return report.closes

    def panel(self, request: HttpRequest, row: ClosingReport) -> dict[str, Any]:
        """Return the files of the decision, what it lacks, and whether it is to be kept as the council made it."""
        kept = IssuedPaper.objects.last_of(KIND, row.program.slug, "pdf")
        return {
            "files": [
                (format.upper(), reverse("admin:budget_closingreport_paper", args=[row.pk, format]))
                for format in FORMATS
            ],
            "findings": list(of_closing(row)),
            "kept": kept,
            "may_keep": row.closes and not kept and self.has_change_permission(request, row),
        }

    def response_change(self, request: HttpRequest, obj: ClosingReport) -> Any:
        """Keep the decision as the council made it, once the page is saved."""
        if KEEP not in request.POST:
            return super().response_change(request, obj)
        user: Any = request.user
        try:
            services.close_program(closing=obj, by=user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        except papers.PaperNotFound as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("The programme is closed; the decision's files are kept."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def get_urls(self) -> list[URLPattern]:
        """Return the pages and the addresses of the decision's files."""
        paper = self.admin_site.admin_view(self.paper_view)
        return [path("<int:pk>/decision.<slug:format>", paper, name="budget_closingreport_paper"), *super().get_urls()]

    def paper_view(self, request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
        """Send a working copy of the decision with the final report."""
        closing: Any = self.get_object(request, str(pk))
        if not self.has_view_permission(request, closing):
            raise PermissionDenied
        if closing is None or format not in FORMATS:
            raise Http404
        try:
            content = papers.content(papers.get(KIND), closing, format, for_staff=True)
        except papers.PaperNotFound as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:budget_closingreport_change", args=[pk]))
        return files.show(request, content, format, f"{KIND}-{closing.program.slug}.{format}")
