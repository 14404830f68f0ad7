"""The lines under a report's title: the decisions that approve the programme, whose money it is, who answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from budget.approval import Approval
from budget.documents import parts
from budget.reports import Report
from oleksandria_intl.documents.blocks import Block, Paragraph, Run, Source
from oleksandria_intl.documents.decision import reference
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import as_signed
from programs.words import words_of

NOT_APPROVED = "Програму ще не затверджено: подано за проєктом."
NO_AMENDMENTS = "не вносилися"


def approval_lines(report: Report) -> Iterator[Block]:
    """Yield the lines, those that nothing is known for left out."""
    approval = Approval(report)
    yield from _decisions(approval)
    if approval.units:
        source = source_of(approval.units[0], "name_uk") if len(approval.units) == 1 else None
        names = "; ".join(f"{unit.name_uk} (код за ЄДРПОУ {unit.register_code})" for unit in approval.units)
        yield _line("Головний розпорядник коштів", names, source)
    if row := approval.answers:
        yield _line("Відповідальний виконавець", answers_words(approval), source_of(row, "value_uk"))
    if approval.codes:
        yield _line("КПКВКМБ", "; ".join(f"{code.code} {code.name_uk}" for code in approval.codes))


def answers_words(approval: Approval) -> str:
    """Return who answers for the programme, as its passport says it, on one line; nothing where it does not."""
    row = approval.answers
    return " ".join(expand(row.value_uk, words_of(row.edition)).split()) if row else ""


def approved_by(approval: Approval) -> list[str]:
    """Return how each decision is named, the one that approved the programme first."""
    return [reference(edition.decision, words_of(edition)) for edition in approval.editions if edition.decision]


def approval_data(report: Report) -> dict[str, Any]:
    """Return the same as data has it."""
    approval = Approval(report)
    decisions = [as_signed(edition.decision) for edition in approval.editions if edition.decision]
    named = zip(decisions, approved_by(approval), strict=True)
    return {
        "decisions": [
            {"number": decision.number, "date": str(decision.dated) if decision.dated else None, "name": name}
            for decision, name in named
        ],
        "units": [{"code": unit.register_code, "name": unit.name_uk} for unit in approval.units],
        "implementer": answers_words(approval),
        "program_codes": [{"code": code.code, "name": code.name_uk} for code in approval.codes],
    }


def _decisions(approval: Approval) -> Iterator[Block]:
    """Yield by which decision the programme was approved, and by which it was changed since."""
    if not (named := approved_by(approval)):
        yield parts.note(NOT_APPROVED)
        return
    sources = [source_of(edition.decision) for edition in approval.editions if edition.decision]
    yield _line("Програму затверджено", named[0], sources[0])
    yield _line("Зміни", "; ".join(named[1:]) or NO_AMENDMENTS, sources[-1])


def _line(label: str, text: str, source: Source | None = None) -> Block:
    return Paragraph((Run(f"{label}: ", bold=True), Run(text)), align="left", indent=False, source=source)
