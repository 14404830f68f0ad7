"""What a report is asked for: an edition, a period, the day as of which; and its number once it is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from budget.execution import Execution
from budget.querysets import Span
from oleksandria_intl import clock, papers
from programs.models import Edition, Program

REPORT = "execution-report"
"""The report that pages are of; its files have the short address."""

WORKING = "working-report"
"""What papers on a programme's money are of that staff alone may see; no number is given to them."""


def kinds() -> list[papers.PaperKind]:
    """Return every kind of report, in the order in which they are offered."""
    return papers.kinds_of("report")


def working_kinds() -> list[papers.PaperKind]:
    """Return every kind of the papers that staff alone may see, in the order in which they are offered."""
    return papers.kinds_of(WORKING)


def address_name(kind: str) -> str:
    """Return what an address calls a kind of report."""
    return "report" if kind == REPORT else kind


@dataclass(frozen=True)
class Report:
    """A report on a programme's money; without a number, as it stands now."""

    edition: Edition
    span: Span
    number: str = ""
    issued_on: date | None = None

    @cached_property
    def execution(self) -> Execution:
        """The figures."""
        return Execution(self.edition, self.span)

    @property
    def program(self) -> Program:
        """The programme that it is on."""
        return self.edition.program

    @property
    def key(self) -> str:
        """The report as issued papers name it: «2020/2020-01-01/2020-03-31»."""
        return f"{self.program.slug}/{self.span.start}/{self.span.end}"


def report_of(key: str, scope: papers.Scope) -> Report:
    """Return the report on a programme: by default from January to today, or to the last day of its years.

    It is made of the edition that was in force on the last of its days, as of whatever later day its figures are.
    Raises ``PaperNotFound`` with a sentence.
    """
    try:
        asked_on = clock.known_on(scope.on or scope.end or clock.today())
        span = span_of(Edition.objects.shown_by(key, asked_on).get(), scope)
        return Report(Edition.objects.current_on(key, span.last_day), span)
    except Edition.DoesNotExist:
        if not Program.objects.filter(slug=key).exists():
            raise papers.PaperNotFound(_("There is no programme “%(key)s”.") % {"key": key}) from None
        raise papers.PaperNotFound(_("There is no published or adopted edition “%(key)s”.") % {"key": key}) from None


def span_of(edition: Edition, scope: papers.Scope) -> Span:
    """Return the period that was asked for, within an edition's years, as far as its figures are known today.

    Its end is today unless asked for, before the programme begins that of its first year. Raises ``PaperNotFound``
    with a sentence.
    """
    end = scope.end or _end_so_far(edition)
    start = scope.start or date(end.year, 1, 1)
    if end < start:
        raise papers.PaperNotFound(_("The period ends before it starts."))
    if start.year not in edition.years or end.year not in edition.years:
        raise papers.PaperNotFound(
            _("The period lies outside the programme's years, %(years)s.") % {"years": edition.years_short}
        )
    return Span.to(end, start, clock.known_on(scope.on or end))


def _end_so_far(edition: Edition) -> date:
    today = clock.today()
    if today < edition.first_day:
        return date(edition.year_from, 12, 31)
    return min(today, edition.last_day)


def refusal_to_issue(span: Span) -> str:
    """Return why a report on a period cannot be issued today, and what can; empty where it can.

    A number is given for good: it stands on no report of days that are still to come.
    """
    today = clock.today()
    if span.end <= today:
        return ""
    if span.start > today:
        sentence = _("The period begins on %(start)s: there is nothing to report yet.")
        return sentence % {"start": f"{span.start:%d.%m.%Y}"}
    sentence = _(
        "The period ends on %(end)s, and its report can be issued from that day on. Until then issue an interim one: "
        "let the period end on %(today)s at the latest."
    )
    return sentence % {"end": f"{span.end:%d.%m.%Y}", "today": f"{today:%d.%m.%Y}"}
