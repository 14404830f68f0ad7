"""Reports as they were issued: the figures that their files of data keep."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from budget.querysets import Span
from budget.reports import REPORT, Report
from oleksandria_intl import kept_files, papers
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition

OWN = ("number",)
"""What data say of the issue, and not of the money."""
ISSUED_ALREADY = "issued-already"
"""The code of the refusal to issue the same report twice."""


def data_of(paper: IssuedPaper) -> dict[str, Any]:
    """Return the data that were issued; raises ``BrokenFile`` where the file is not there as it was."""
    with kept_files.opened(paper) as file:
        data: dict[str, Any] = json.loads(file.read())
    return data


def same_issue(kind: papers.PaperKind, report: Report) -> IssuedPaper | None:
    """Return the report that was issued last of this kind, programme and period, if its day and figures are the same.

    What was issued by mistake does not count, nor what later versions of the portal added to the data; a damaged file
    is compared with nothing.
    """
    of_key = IssuedPaper.objects.of_key(report.key).unmistaken().numbered()
    earlier = of_key.last_of(kind.kind, report.key, "json")
    if earlier is None:
        return None
    try:
        kept = data_of(earlier)
    except kept_files.BrokenFile:
        return None
    now = json.loads(papers.as_json(kind.data(report)))
    both = (kept.keys() & now.keys()) - set(OWN)
    return earlier if all(kept[name] == now[name] for name in both) else None


def report_of_data(data: dict[str, Any]) -> Report:
    """Return the report that data are of, with the figures of today."""
    edition = Edition.objects.get(program__slug=data["program"], number=data["edition"])
    return Report(edition, Span(*(date.fromisoformat(data[name]) for name in ("from", "to", "on"))))


def last_reports() -> list[IssuedPaper]:
    """Return the data of the execution reports that were issued last of each programme and period."""
    rows = IssuedPaper.objects.filter(kind=REPORT, format="json").unmistaken().numbered()
    return list({paper.key: paper for paper in rows.select_related("closes").order_by("issued_at", "pk")}.values())


def issued_already(earlier: IssuedPaper) -> str:
    """Return the question that stands before the same report is issued twice."""
    sentence = _("The same report, with the same figures, was issued on %(day)s under № %(number)s.")
    return sentence % {"day": f"{timezone.localtime(earlier.issued_at):%d.%m.%Y}", "number": earlier.number}
