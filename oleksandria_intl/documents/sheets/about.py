"""The first sheet of an Excel file, which says what the tables on the others are."""

from __future__ import annotations

from oleksandria_intl.documents.about import About
from oleksandria_intl.documents.blocks import Column, Row
from oleksandria_intl.documents.cells import text_cell

from .sheet import Sheet

TITLE = "Про файл"
COLUMNS = (Column("", 0.25), Column("", 0.75))


def about_sheet(about: About, mark: str = "") -> Sheet:
    """Return the sheet: a row for all that is known, the label beside what it says."""
    rows = [Row((text_cell(label, bold=True, heads_row=True), text_cell(text))) for label, text in about.lines()]
    return Sheet(TITLE, COLUMNS, rows, before=(TITLE,), mark=mark)
