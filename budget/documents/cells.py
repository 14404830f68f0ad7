"""Cells that several papers about money print alike, each with the row and field that it prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from budget.execution import MeasureFigures
from budget.models import EconomicCode, MeasureLine
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Cell, Row, Source
from oleksandria_intl.documents.cells import TOTAL, text_cell
from oleksandria_intl.documents.sources import source_of, sourced_cells

NO_CODE = "без коду"


def measure_row(row: MeasureFigures, number: str, others: Iterable[Cell]) -> Row:
    """Return the row of a measure: its number in the table, its name, its other cells."""
    computed = source_of(row.line or row.measure)
    name = source_of(row.line, "name_uk") if row.line else computed
    cells = (text_cell(number), text_cell(row.name, heads_row=True, source=name), *others)
    return Row(sourced_cells(cells, computed), key=row.measure.code)


def period_cell(line: MeasureLine, rowspan: int = 1) -> Cell:
    """Return when a measure is carried out."""
    source = source_of(line, "period_words" if line.period_words else "")
    return text_cell(line.implementation_period(), rowspan=rowspan, source=source)


def responsible_cell(line: MeasureLine, rowspan: int = 1) -> Cell:
    """Return who answers for a measure, in the words of the edition."""
    words = ", ".join(one.shown_uk for one in line.responsible.all())
    return text_cell(ukrainian.capitalised(words), rowspan=rowspan, source=_source_of_responsible(line))


def _source_of_responsible(line: MeasureLine) -> Source:
    """Return the words or the name of the only one who answers; several are computed from the measure."""
    if len(found := line.responsible.all()) != 1:
        return source_of(line)
    (one,) = found
    return source_of(one.unit, "name_uk") if one.unit and not one.words else source_of(one, "words")


def code_title_cell(economic_code: str, known: Mapping[str, EconomicCode]) -> Cell:
    """Return the name of a КЕКВ, which heads its row."""
    if (code := known.get(economic_code)) is None:
        return text_cell(NO_CODE, heads_row=True)
    return text_cell(code.name_uk, heads_row=True, source=source_of(code, "name_uk"))


def total_cell() -> Cell:
    """Return the word that heads the row of a table's total."""
    return text_cell(TOTAL, bold=True, heads_row=True)
