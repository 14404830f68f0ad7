"""The words in braces of the note to a final report."""

from __future__ import annotations

from collections.abc import Mapping

from budget.documents.closing import report_of
from budget.models import ClosingReport
from oleksandria_intl import words_in_braces
from oleksandria_intl.papers import PaperNotFound
from programs.words import words_of


def register() -> None:
    """Have the words of the programme offered in the note; it prints them as of the report's day."""
    words_in_braces.register_reader(ClosingReport, _of_report)


def _of_report(closing: ClosingReport) -> Mapping[str, str]:
    try:
        return words_of(report_of(closing).edition)
    except PaperNotFound:
        return {}
