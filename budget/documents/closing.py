"""The decision by which the council takes note of the final report and closes a programme."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.decisions import KIND
from budget.documents import parts
from budget.documents.execution import ExecutionReport
from budget.documents.execution import data_of as figures_of
from budget.models import ClosingReport
from budget.querysets import Span
from budget.reports import Report
from oleksandria_intl import clock, papers, ukrainian
from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import Blocks, Heading, Landscape, ended
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from programs.documents import find as find_edition
from programs.words import words_of


def report_of(closing: ClosingReport) -> Report:
    """Return the report over all of the programme's years, as far as its figures are known today.

    Raises ``PaperNotFound`` with a sentence where no edition of the programme is public.
    """
    slug = closing.program.slug
    shown = find_edition(slug, papers.Scope())
    span = Span.to(shown.last_day, shown.first_day, clock.known_on(shown.last_day))
    return Report(find_edition(slug, papers.Scope(on=span.on)), span)


def report_decision(closing: ClosingReport) -> Document:
    """Return the decision with the final report as its annex: the note, the tables of execution, the signature."""
    report, decision = report_of(closing), closing.decision
    words = words_of(report.edition)
    word = "" if closing.closes else acts.DRAFT
    annex: Blocks = (
        Heading(1, f"ІНФОРМАЦІЯ\nпро виконання {report.edition.titled('Програми')}", anchor="report"),
        *sourced(blocks_from(expand(closing.note, words)), source_of(closing, "note")),
        Landscape((*_notes(report), *ExecutionReport(report, is_adopted=True).blocks())),
    )
    signed = acts.annex_signature(decision) or parts.signatures(report)
    whole = ended(annex, signed + acts.prepared_by(decision, is_draft=not closing.closes))
    title = ukrainian.capitalised(f"{decision.body.act_name} «{expand(decision.subject, words)}»")
    blocks = (*acts.act(decision, words, mark=word), *acts.annexed([(partial(acts.annex_mark, decision), whole)]))
    return parts.document(report, parts.with_interim(title, report.span), blocks, mark=acts.page_mark(word, decision))


def _notes(report: Report) -> Blocks:
    """Return what is said above the table: that its money is invented, that the programme goes on still."""
    demonstration = parts.DEMONSTRATION if report.execution.is_demonstration else ""
    interim = ukrainian.capitalised(parts.interim_words(report.span))
    return tuple(parts.note(said) for said in (demonstration, interim) if said)


def data_of(closing: ClosingReport) -> dict[str, Any]:
    """Return the figures of the final report, and what the decision is called by."""
    decision = closing.decision
    return {
        "decision": {"number": decision.number, "date": str(decision.dated) if decision.dated else None},
        "note": closing.note,
        **figures_of(report_of(closing)),
    }


def find(key: str, scope: papers.Scope) -> ClosingReport:
    """Return the final report on a programme; raises ``PaperNotFound`` with a sentence."""
    closing = ClosingReport.objects.filter(program__slug=key).select_related("program", "decision__body").first()
    if closing is None:
        raise papers.PaperNotFound(_("There is no final report on the programme “%(key)s”.") % {"key": key})
    return closing


def phone_of(closing: ClosingReport) -> str:
    """Return the phone of the executor of the decision."""
    executor = closing.decision.executor
    return executor.phone if executor else ""


papers.register(
    papers.PaperKind(
        kind=KIND,
        app="budget",
        title=gettext_lazy("decision on the results of the programme"),
        key_help=gettext_lazy("2020: the programme"),
        find=find,
        build=report_decision,
        data=data_of,
        key_of=lambda closing: closing.program.slug,
        of="closing",
        is_final=lambda closing: closing.closes,
        phone_of=phone_of,
    )
)
