"""Closed periods for tests: a report that is issued in name only, and the period that it closes."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from budget.models import ClosedPeriod
from budget.periods import close_period
from budget.querysets import Span
from budget.reports import REPORT, Report
from oleksandria_intl import papers
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition, Program
from tests import factories

QUARTER = Span.to(date(2020, 3, 31))


def issued(kind: str = REPORT, format: str = "json", number: str = "1/2020", span: Span = QUARTER) -> IssuedPaper:
    """Keep the data of the report on the only programme as it stands, under a number."""
    report = Report(Edition.objects.latest("pk"), span, number, span.end)
    content = papers.as_json(papers.get(kind).data(report))
    paper = IssuedPaper(kind=kind, key=report.key, title="Звіт", number=number, format=format, size=len(content))
    paper.sha256 = hashlib.sha256(content).hexdigest()
    paper.file = factories.file_of(content)
    paper.file.name = f"report.{format}"
    paper.save()
    return paper


def closed(
    span: Span = QUARTER, number: str = "1/2020", by: Any = None, program: Program | None = None
) -> ClosedPeriod:
    """Close a period of a programme; of the only one where none is named."""
    paper = issued(span=span, number=number)
    return close_period(paper=paper, program=program or Program.objects.get(), span=span, by=by)
