"""What a report is asked for: an edition, a period, the day as of which; and its number once it is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from budget.execution import Execution
from budget.querysets import Span
from oleksandria_intl import papers
from programs.models import Edition, Program

REPORT = "execution-report"
"""The report that pages are of; its files have the short address."""


def kinds() -> list[papers.PaperKind]:
    """Return every kind of report, in the order in which they are offered."""
    return sorted(papers.kinds_of("report"), key=lambda kind: kind.place)


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
    """Return the report on a programme: by default from January to the last day of its year, or to today before it.

    Raises ``PaperNotFound`` with a sentence.
    """
    try:
        span = span_of(Edition.objects.current_on(key, scope.on or scope.end or timezone.localdate()), scope)
        return Report(Edition.objects.current_on(key, span.on), span)
    except Edition.DoesNotExist:
        if not Program.objects.filter(slug=key).exists():
            raise papers.PaperNotFound(_("There is no programme “%(key)s”.") % {"key": key}) from None
        raise papers.PaperNotFound(_("There is no published or adopted edition “%(key)s”.") % {"key": key}) from None


def span_of(edition: Edition, scope: papers.Scope) -> Span:
    """Return the period that was asked for, within an edition's years; raises ``PaperNotFound`` with a sentence."""
    end = scope.end or min(edition.last_day, max(timezone.localdate(), edition.first_day))
    start = scope.start or date(end.year, 1, 1)
    if end < start:
        raise papers.PaperNotFound(_("The period ends before it starts."))
    if start.year not in edition.years or end.year not in edition.years:
        raise papers.PaperNotFound(
            _("The period lies outside the programme's years, %(years)s.") % {"years": edition.years_short}
        )
    return Span.to(end, start, scope.on)
