"""What is done with the budget's rows together: one verb each, atomic, naming who acts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget import guard, periods
from budget.documents.closing import report_of
from budget.importing.assignment import Rules
from budget.kept_reports import ISSUED_ALREADY, issued_already, same_issue
from budget.models import AssignmentRule, ClosingReport, Measure, Payment
from budget.reports import Report, refusal_to_issue
from oleksandria_intl import clock, papers
from oleksandria_intl.locks import one_at_a_time
from oleksandria_intl.models import IssuedPaper
from programs.models import Program

REPORT_FORMATS = ("pdf", "docx", "xlsx", "csv", "json")
DECISION_FORMATS = ("pdf", "docx")
BATCH = 1000
"""How many payments are written at once."""


class Applied(NamedTuple):
    """What rules did to payments that waited."""

    assigned: int
    set_aside: int


def issue_report(
    *, kind: str, report: Report, by: User, closes: bool = False, again: bool = False
) -> list[IssuedPaper]:
    """Issue a report: it gets the year's next number, and its files are kept for good with their SHA-256.

    Reports are issued one after another: the number stands in the files, and none is left out. One that ``closes``
    its period does so in the same transaction: nobody writes money meanwhile, and what the report counts changes from
    then on only with a reason.
    Raises ``ValidationError`` where its period goes on after today or its files cannot be kept, where it cannot close
    its period, where the same report was issued already and it is not to be issued ``again``; ``PaperNotFound`` where
    it does not fit a paper.
    """
    paper = papers.get(kind)
    with one_at_a_time("issued-numbers"), transaction.atomic() if closes else nullcontext():
        if closes:
            guard.hold_writers()
        today = clock.today()
        number = IssuedPaper.objects.next_number(today.year)
        numbered = replace(report, number=number, issued_on=today)
        _refuse_to_issue(paper, numbered, closes=closes, again=again)
        issued = papers.issue(paper, numbered, REPORT_FORMATS, by=by, number=number)
        if closes:
            data = next(file for file in issued if file.format == "json")
            periods.close_period(paper=data, program=report.program, span=report.span, by=by)
        return issued


def _refuse_to_issue(paper: papers.PaperKind, report: Report, *, closes: bool, again: bool) -> None:
    """Raise ``ValidationError`` where a report cannot be issued: before any of its files is written."""
    refusal = refusal_to_issue(report.span)
    if not refusal and closes:
        refusal = periods.refusal_to_close(paper.kind, report.program, report.span)
    if refusal:
        raise ValidationError(refusal)
    if not again and (earlier := same_issue(paper, report)):
        raise ValidationError(issued_already(earlier), code=ISSUED_ALREADY)


@transaction.atomic
def close_program(*, closing: ClosingReport, by: User) -> list[IssuedPaper]:
    """Keep the decision on the final report as the council made it; from then on it does not change.

    Raises ``ValidationError`` where the decision has no number and day yet, or is kept already, or where the
    programme goes on after today; ``PaperNotFound`` where none of its editions is public.
    """
    if not closing.closes:
        raise ValidationError(_("Enter the decision's number and the day it was adopted first."))
    last = report_of(closing).span.end
    if last > clock.today():
        sentence = _("The programme goes on to %(day)s: its final report can be kept from that day on.")
        raise ValidationError(sentence % {"day": f"{last:%d.%m.%Y}"})
    kind = papers.get("report-decision")
    if IssuedPaper.objects.last_of(kind.kind, kind.key_of(closing), "pdf"):
        raise ValidationError(_("The decision is kept already; what was issued does not change."))
    return papers.issue(kind, closing, DECISION_FORMATS, by=by)


@transaction.atomic
def assign(*, payments: Any, measure: Measure, by: User) -> int:
    """Say that payments are of a measure; return how many were not so yet.

    Raises ``ValidationError`` where one keeps a commitment of another measure.
    """
    changed = payments.exclude(measure=measure)
    return _place(changed, measure=measure, by=by)


@transaction.atomic
def set_aside(*, payments: Any, by: User) -> int:
    """Say that payments are not of the programme; return how many were not set aside yet.

    Raises ``ValidationError`` where one keeps a commitment.
    """
    return _place(payments.exclude(is_outside=True), measure=None, by=by)


@transaction.atomic
def apply_rules(*, payments: Any, programs: Iterable[Program], by: User) -> Applied:
    """Ask each programme's rules of the payments that wait for it; return how many were assigned and set aside."""
    found: dict[int | None, list[int]] = {}
    for program in programs:
        rules = Rules(program)
        for payment in payments.waiting().maybe_of_program(program):
            if verdict := rules.verdict(vars(payment)):
                found.setdefault(verdict.measure, []).append(payment.pk)
    aside = found.pop(None, [])
    measures = Measure.objects.in_bulk([pk for pk in found if pk])
    assigned = sum(_place(_still(found[pk]), measure=measure, by=by) for pk, measure in measures.items())
    return Applied(assigned, _place(_still(aside), measure=None, by=by))


def _still(rows: list[int]) -> Any:
    """Return those of the payments that wait still."""
    return Payment.objects.waiting().filter(pk__in=rows)


@transaction.atomic
def make_rule(*, measure: Measure, by: User, **asks: Any) -> AssignmentRule:
    """Have payments that come in later be assigned to a measure by what the rule asks: payee, words, codes.

    It is the last rule of its programme. Raises ``ValidationError`` where it asks nothing.
    """
    order = AssignmentRule.objects.next_order(measure.program)
    rule = AssignmentRule(program=measure.program, order=order, measure=measure, **asks)
    rule._history_user = by  # type: ignore[attr-defined]
    rule.full_clean()
    rule.save()
    return rule


def _place(payments: Any, *, measure: Measure | None, by: User) -> int:
    """Write the measure, or none, on the payments, with a history row for each."""
    rows = list(payments.order_by("pk").select_related(None).prefetch_related(None).select_for_update(of=("self",)))
    _refuse_committed(rows)
    for row in rows:
        row.measure, row.is_outside, row.version = measure, measure is None, row.version + 1
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        Payment.objects.filter(pk__in=[row.pk for row in part]).update(
            measure=measure, is_outside=measure is None, version=F("version") + 1
        )
        Payment.history.bulk_history_create(part, batch_size=BATCH, update=True, default_user=by)
    return len(rows)


def _refuse_committed(rows: list[Payment]) -> None:
    """Refuse to move payments away from the measure of their commitment."""
    count = sum(row.commitment_id is not None for row in rows)
    if count:
        raise ValidationError(
            ngettext(
                "%(count)d payment belongs to a commitment of another measure. Change the "
                "commitment on its page first.",
                "%(count)d payments belong to commitments of other measures. Change the "
                "commitments on their pages first.",
                count,
            )
            % {"count": count}
        )
