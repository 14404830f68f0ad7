"""Papers of the staff alone: they name persons and accounts, are downloaded as working copies and never issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from budget.approval import Approval
from budget.documents import parts
from budget.reports import WORKING, Report, report_of
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Blocks, PreparedBy
from oleksandria_intl.documents.sources import source_of

MOST_ON_PAPER = 2000
"""A longer register is a spreadsheet: on paper it would take hundreds of pages, and minutes."""

TREASURY_MARK = "Відмітка органу Казначейства: ____________________"


def register_working(
    kind: str, title: Any, build: Any, data: Any, *, place: int, find: Callable[..., Any] = report_of, **options: Any
) -> None:
    """Register a paper on a programme's money that staff alone may see."""
    papers.register(
        papers.PaperKind(
            kind=kind,
            app="budget",
            title=title,
            key_help=options.pop("key_help", parts.REPORT_KEY),
            find=find,
            build=build,
            data=data,
            key_of=lambda report: report.key,
            formats=parts.FORMATS,
            of=WORKING,
            place=place,
            **options,
        )
    )


def refuse_long(count: int) -> None:
    """Raise ``PaperNotFound`` where a register has so many rows that a spreadsheet has to do."""
    if count > MOST_ON_PAPER:
        sentence = _(
            "The register holds %(count)s rows; on paper it has %(most)s at most: download XLSX or CSV, or choose a "
            "shorter period."
        )
        raise papers.PaperNotFound(sentence % {"count": count, "most": MOST_ON_PAPER})


def unit_lines(report: Report) -> Blocks:
    """Return a line for every unit that the programme's money is granted to: its name and ЄДРПОУ."""
    return tuple(
        replace(
            parts.note(f"Розпорядник бюджетних коштів: {unit.name_uk}, код ЄДРПОУ {unit.register_code}"),
            source=source_of(unit, "name_uk"),
        )
        for unit in Approval(report).units
    )


def endings(report: Report) -> Blocks:
    """Return the signatures, the line on which the treasury marks the register, who prepared it."""
    signed = parts.signatures(report)
    prepared = tuple(block for block in signed if isinstance(block, PreparedBy))
    return (*(block for block in signed if block not in prepared), parts.note(TREASURY_MARK), *prepared)
