"""What must agree between issued reports and the money that they counted, as it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.after_closing import AfterClosing
from budget.columns import COLUMNS
from budget.kept_reports import data_of, last_reports, report_of_data
from budget.models import ChangeReason, ClosedPeriod
from budget.reports import REPORT
from oleksandria_intl import kept_files, papers, ukrainian
from oleksandria_intl.checks import Finding, error, register_of_portal, warning
from oleksandria_intl.models import IssuedPaper

FIGURES = ("granted", "paid", "promised")


@register_of_portal
def closed_periods_stand() -> Iterator[Finding]:
    """What the report of a closed period said is true still, but for changes that were noted with their reasons."""
    for period in ClosedPeriod.objects.last_closings():
        after = AfterClosing(period)
        try:
            unexplained = list(after.unexplained)
        except kept_files.BrokenFile:
            sentence = _(
                "The file of report № %(number)s is damaged: nothing shows whether its figures are true still."
            )
            yield error(sentence % {"number": period.paper.number}, period)
            continue
        for row, name, amount in unexplained:
            yield error(_unexplained(after, row.code, name, ukrainian.hryvnias(amount)), period)
        if after.changes:
            yield warning(_changed(after), period)


def _unexplained(after: AfterClosing, code: str, name: str, amount: str) -> str:
    sentence = _(
        "Report № %(number)s closed its period; of measure %(code)s, “%(figure)s” differs by %(amount)s now, and no "
        "noted change explains it."
    )
    said = {"number": after.period.paper.number, "code": code, "figure": COLUMNS[name].page, "amount": amount}
    return sentence % said


def _changed(after: AfterClosing) -> str:
    """Return how many changes were made after a period was closed, and what was paid by the report and now."""
    paid = after.total["paid"]
    sentence = ngettext(
        "After report № %(number)s %(count)d change was made in its closed period, with its reason: paid %(said)s by "
        "the report, %(now)s now.",
        "After report № %(number)s %(count)d changes were made in its closed period, with their reasons: paid %(said)s "
        "by the report, %(now)s now.",
        len(after.changes),
    )
    sums = {"said": ukrainian.hryvnias(paid.said), "now": ukrainian.hryvnias(paid.now)}
    return sentence % {"number": after.period.paper.number, "count": len(after.changes), **sums}


@register_of_portal
def issued_reports_stand() -> Iterator[Finding]:
    """What a report said that did not close its period is true still."""
    for paper in last_reports():
        if hasattr(paper, "closes"):
            continue
        with suppress(kept_files.BrokenFile, papers.PaperNotFound):
            yield from _differs(paper, data_of(paper))


def _differs(paper: IssuedPaper, data: dict[str, Any]) -> Iterator[Finding]:
    """Yield the figures of a report's total that are others now."""
    now = papers.get(REPORT).data(report_of_data(data))["total"]
    for name in FIGURES:
        said, figure = data["total"].get(name), now.get(name)
        if said != figure:
            sentence = _(
                "Report № %(number)s, which did not close its period, says of “%(figure)s” %(said)s; now it is %(now)s."
            )
            sums = {"said": _sum(said), "now": _sum(figure)}
            yield warning(sentence % {"number": paper.number, "figure": COLUMNS[name].page, **sums})


def _sum(text: str | None) -> str:
    return ukrainian.hryvnias(Decimal(text or 0))


@register_of_portal
def no_reason_stays_open() -> Iterator[Finding]:
    """No reason is left open, under which everybody could change what is closed."""
    for reason in ChangeReason.objects.left_open():
        sentence = _("The reason “%(reason)s” was left open: money of closed periods can be changed under it.")
        yield error(sentence % {"reason": reason})
