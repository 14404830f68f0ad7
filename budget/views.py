"""What the public sees of a programme's money: its page, its reports, their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import override
from django.views.generic import RedirectView, TemplateView, View

from budget import report_notes, tables
from budget.after_closing import CHANGES, AfterClosing
from budget.after_tables import after_table, changes_listed
from budget.charts import Progress, direction_chart
from budget.forms import PeriodForm
from budget.models import ClosedPeriod
from budget.outcome_page import shown_outcomes
from budget.querysets import Span
from budget.reports import REPORT, Report, address_name, kinds
from budget.spans import choices, is_offered, named
from budget.unit_costs import inhabitant_cost
from budget.years import year_chart
from oleksandria_intl import clock, files, limits, papers, ukrainian
from oleksandria_intl.documents.sheets.metadata import MEDIA_TYPE
from oleksandria_intl.forms import day_of
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.page_parameters import kept, kept_under
from programs.models import Edition, Program
from programs.views import public_edition
from programs.words import words_of

FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}

DATA = ("csv", "xlsx", "json")
"""The formats in which the figures can be counted further."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a paper."""

    format: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Downloads:
    """A paper with its files."""

    title: Any
    files: list[Download]


def downloads(program: Program, span: Span) -> Iterator[Downloads]:
    """Yield the papers on a programme's money over a period, the report first."""
    for kind in kinds():
        yield paper_of(kind, program, span)


def paper_of(kind: papers.PaperKind, program: Program, span: Span) -> Downloads:
    """Return a paper on a programme's money over a period, with its files."""
    asked = f"?from={span.start}&to={span.end}" + (f"&on={span.on}" if span.on != span.end else "")
    name = address_name(kind.kind)
    files_of = [
        Download(format, label, reverse("budget:paper", args=[program.slug, name, format]) + asked)
        for format, label in FORMATS.items()
        if format in kind.formats
    ]
    return Downloads(kind.title, files_of)


class NewestBudget(View):
    """The way to the money of the programme at hand."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead to the budget's page of the programme at hand, or to the list where there is none."""
        today = clock.today()
        edition = Edition.objects.current(today).at_hand_first(today).select_related("program").first()
        return redirect("budget:page", edition.program.slug) if edition else redirect("program-list")


@kept()
class BudgetPage(TemplateView):
    """A programme's money at a glance: what was spent of what, by direction and by month, and why it deviates."""

    template_name = "budget/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows, from the same figures as the reports."""
        report = _report(kwargs["slug"], papers.Scope())
        execution = report.execution
        directions = execution.directions
        is_begun = report.span.start <= report.span.on
        return super().get_context_data(
            **_about(report),
            today=clock.today(),
            chart=direction_chart(directions, execution.total),
            is_begun=is_begun,
            years=year_chart(report),
            last_year=report.span.end.year - 1,
            progress=Progress(execution),
            outcomes=shown_outcomes(report),
            inhabitant=inhabitant_cost(report.span, execution.total.paid),
            deviations=tables.deviations(directions) if is_begun else [],
            issued=IssuedPaper.objects.on_program(report.program.slug),
            **kwargs,
        )


@kept("from", "to", "by", unless=("on",), fits=is_offered)
class ReportPage(TemplateView):
    """A report on a programme's money over a period that the reader chooses."""

    template_name = "budget/report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the report; who asks for many periods at once gets them one after another."""
        with limits.own_turn(request):
            page: Any = super().get(request, *args, **kwargs)
            shown: HttpResponse = page.render()
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and, where it is right, the report."""
        today = clock.today()
        edition = public_edition(kwargs["slug"], today)
        form = PeriodForm(edition, self.request.GET.dict())
        shown: dict[str, Any] = self._shown(form) if form.is_valid() else {"edition": edition}
        span = shown["report"].span if "report" in shown else None
        issued = IssuedPaper.objects.on_program(edition.program.slug)
        return super().get_context_data(
            today=today, form=form, periods=list(choices(edition, span)), issued=issued, **shown, **kwargs
        )

    def _shown(self, form: PeriodForm) -> dict[str, Any]:
        """Return what the page shows of the period."""
        report = _report(form.edition.program.slug, form.scope)
        return {
            **_about(report),
            "table": tables.table_of(report.execution, form.cleaned_data["by"]),
            "chart": direction_chart(report.execution.directions, report.execution.total),
            "progress": Progress(report.execution),
        }


@kept("from", "to", fits=is_offered)
class AfterClosingPage(TemplateView):
    """A closed period: what its report said, what is true now, by which changes."""

    template_name = "budget/after_closing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what became of the period that is asked for, by default of the last that was closed."""
        kind = papers.get(CHANGES)
        public_edition(kwargs["slug"], clock.today())
        after: AfterClosing = files.find(kind, kwargs["slug"], scope_of(self.request))
        return super().get_context_data(
            after=after,
            edition=after.edition,
            period=named(after.span),
            table=after_table(after),
            listed=list(changes_listed(after)),
            downloads=[paper_of(kind, after.edition.program, after.span)],
            **kwargs,
        )


def _report(slug: str, scope: papers.Scope) -> Report:
    """Return the report on a programme; raises ``Http404``."""
    report: Report = files.find(papers.get(REPORT), slug, scope)
    return report


def _about(report: Report) -> dict[str, Any]:
    """Return what both pages show of a report."""
    papers_of = list(downloads(report.program, report.span))
    return {
        "report": report,
        "execution": report.execution,
        "edition": report.edition,
        "total": report.execution.total,
        "period": named(report.span),
        "remarks": report_notes.sentences(report),
        "words": words_of(report.edition),
        "downloads": papers_of,
        "closed": ClosedPeriod.objects.closed_days(report.program, report.span),
        "data": [file for file in papers_of[0].files if file.format in DATA],
    }


class ReportMoved(RedirectView):
    """A report's file by an address below the page's own."""

    permanent = True
    query_string = True

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str | None:
        """Return the address by which the pages link the file."""
        self.url = reverse("budget:paper", args=[kwargs["slug"], "report", kwargs["format"]])
        return super().get_redirect_url()


@kept("from", "to", unless=("on",), fits=is_offered)
class PaperFile(View):
    """A paper on a programme's money as a file; a browser that has it is answered 304."""

    def get(self, request: HttpRequest, slug: str, name: str, format: str) -> HttpResponseBase:
        """Send the file, or 304 where it has not changed."""
        offered = [*kinds(), papers.get(CHANGES)]
        kind = next((kind for kind in offered if address_name(kind.kind) == name), None)
        if kind is None or format not in FORMATS or format not in kind.formats:
            raise Http404
        subject, under = files.find(kind, slug, scope_of(request)), kept_under(request)
        paper = files.kept(kind, subject, format, under=under)
        if paper is None:
            with limits.own_turn(request):
                paper = files.make(kind, subject, format, under=under)
        answer = files.send(request, paper, file_name(kind, subject, format))
        if format == "csv":
            answer["Link"] = f'<{_metadata_address(request, slug, name)}>; rel="describedby"; type="{MEDIA_TYPE}"'
        return answer


@kept("from", "to", unless=("on",), fits=is_offered)
class CsvMetadata(View):
    """What is said of a paper's CSV, for programs (CSV on the Web)."""

    def get(self, request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
        """Send the metadata."""
        kind = next((kind for kind in kinds() if address_name(kind.kind) == name), None)
        if kind is None:
            raise Http404
        subject = files.find(kind, slug, scope_of(request))
        table = _asked_too(request, reverse("budget:paper", args=[slug, name, "csv"]))
        with limits.own_turn(request), override(files.PAPER_LANGUAGE):
            content = papers.csv_metadata(kind, subject, table)
        return HttpResponse(content, content_type=MEDIA_TYPE, headers={"Access-Control-Allow-Origin": "*"})


def _metadata_address(request: HttpRequest, slug: str, name: str) -> str:
    return _asked_too(request, reverse("budget:csv-metadata", args=[slug, name]))


def _asked_too(request: HttpRequest, address: str) -> str:
    """Return an address that asks for the same period."""
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address


def scope_of(request: HttpRequest) -> papers.Scope:
    """Return the period that an address asks for; raises ``Http404`` where a day is malformed."""
    return papers.Scope(*(_day(request.GET.get(name, "")) for name in ("on", "from", "to")))


def _day(text: str) -> date | None:
    day = day_of(text)
    if text.strip() and day is None:
        raise Http404
    return day


def file_name(kind: papers.PaperKind, report: Report | AfterClosing, format: str) -> str:
    """Return the name that a reader's file gets: «Звіт про виконання програми 2020, 01.01.2020-31.03.2020.pdf»."""
    with override(files.PAPER_LANGUAGE):
        title = ukrainian.capitalised(str(kind.title))
    span = report.span
    period = f"{span.start:%d.%m.%Y}-{span.end:%d.%m.%Y}"
    interim = f", станом на {span.on:%d.%m.%Y}" if span.is_interim else ""
    return f"{title} {report.edition.years_short}, {period}{interim}.{format}"
