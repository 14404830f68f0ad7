"""Cells of plain text, which tables are mostly made of, and of amounts, shares and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Align, Cell, Paragraph, Source, plain

TOTAL = "ВСЬОГО"
NOTHING = "–"


def text_cell(
    text: str,
    *,
    rowspan: int = 1,
    colspan: int = 1,
    bold: bool = False,
    align: Align | None = None,
    heads_row: bool = False,
    anchor: str = "",
    source: Source | None = None,
) -> Cell:
    """Return a cell of one paragraph; an empty one for an empty text."""
    content = (Paragraph(plain(text, bold=bold)),) if text else ()
    return Cell(content, colspan, rowspan, align, bold, heads_row, anchor=anchor, source=source)


def amount_cell(value: Decimal | None, *, bold: bool = False) -> Cell:
    """Return a cell of hryvnias with kopiykas: «1 250,50»; a dash for None."""
    return _number_cell(value, 2, bold)


def percent_cell(value: Decimal | None, *, bold: bool = False) -> Cell:
    """Return a cell of per cent, as ``shares.percent`` gives it: «97,5»; a dash for None."""
    return _number_cell(value, 1, bold)


def day_cell(day: date) -> Cell:
    """Return a cell of a day: «31.03.2020»."""
    return replace(text_cell(f"{day:%d.%m.%Y}"), value=day)


def _number_cell(value: Decimal | None, least: int, bold: bool) -> Cell:
    text = NOTHING if value is None else ukrainian.number(value, least=least)
    return replace(text_cell(text, bold=bold, align="right"), value=value)
