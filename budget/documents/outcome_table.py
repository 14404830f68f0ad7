"""The outcome indicators of a report: plan and fact by kind, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from budget.documents import parts
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Row, RowGroup, Source, Table
from oleksandria_intl.documents.cells import NOTHING, text_cell
from oleksandria_intl.documents.sources import source_of, sourced_cells
from programs.models import Indicator
from programs.outcomes import Outcome, OutcomeGroup, outcomes_of

TITLE = "Результативні показники"
KINDS = {
    Indicator.Kind.INPUT.value: "Показники затрат",
    Indicator.Kind.PRODUCT.value: "Показники продукту",
    Indicator.Kind.EFFICIENCY.value: "Показники ефективності",
    Indicator.Kind.QUALITY.value: "Показники якості",
    "": "Інші показники",
}
COLUMNS = (
    Column("№ з/п", 0.06, "center"),
    Column("Показник", 0.3),
    Column("Одиниця виміру", 0.1),
    Column("Рік", 0.07, "center", says_once=True),
    Column("План на рік", 0.1, "right", kind="indicator"),
    Column("Факт", 0.1, "right", kind="indicator"),
    Column("Відхилення", 0.1, "right", kind="indicator"),
    Column("Причини відхилення", 0.2),
)
FACT_NOTE = "Факт наведено з початку року; відхилення – факт мінус план на рік."


def outcomes(report: Report) -> list[OutcomeGroup]:
    """Return what became of the indicators in the years of a report's period, by its last known day."""
    return outcomes_of(report.edition, report.span.start, report.span.last_day)


def outcome_blocks(report: Report, title: str = TITLE) -> Blocks:
    """Return the table under its head; nothing for a programme without indicators."""
    groups = outcomes(report)
    if not groups:
        return ()
    rows = tuple(group for each in groups for group in _kind(each, report))
    table = Table(COLUMNS, rows, False, TITLE, dense=True)
    return parts.subheading(title), table, parts.note(FACT_NOTE)


def _kind(group: OutcomeGroup, report: Report) -> Iterator[RowGroup]:
    """Yield the indicators of a kind, its head with the first."""
    head = text_cell(KINDS[group.kind], colspan=len(COLUMNS), bold=True, align="left", heads_row=True)
    first, *rest = (_row(row, report) for row in group.rows)
    yield RowGroup((Row((head,)), first))
    for row in rest:
        yield RowGroup((row,))


def _row(row: Outcome, report: Report) -> Row:
    """Return the row of an indicator in a year."""
    own = source_of(row.indicator)
    cells = (
        text_cell(f"{row.number}."),
        text_cell(row.indicator.name_uk, heads_row=True, source=source_of(row.indicator, "name_uk")),
        text_cell(row.indicator.unit_uk, source=source_of(row.indicator, "unit_uk")),
        text_cell(str(row.year)),
        _value(row.plan, source_of(row.planned, "value") if row.planned else own),
        _value(row.fact, source_of(row.stated, "value") if row.stated else own),
        _value(row.deviation, own),
        text_cell(_reason(row, report), source=source_of(row.stated, "reason") if row.reason and row.stated else own),
    )
    return Row(sourced_cells(cells, own))


def _value(value: Decimal | None, source: Source) -> Cell:
    text = NOTHING if value is None else ukrainian.number(value)
    return replace(text_cell(text, align="right", source=source), value=value)


def _reason(row: Outcome, report: Report) -> str:
    """Return why the fact is not as planned, and by which day it is where that is not the last of the period."""
    last = min(report.span.last_day, report.span.last_day.replace(year=row.year, month=12, day=31))
    day = f"за даними на {row.fact_on:%d.%m.%Y}" if row.fact_on and row.fact_on != last else ""
    return "; ".join(filter(None, (row.reason, day)))


def outcome_data(report: Report) -> list[dict[str, Any]]:
    """Return the same as data has it."""
    return [
        {
            "kind": group.kind,
            "code": row.indicator.code,
            "name": row.indicator.name_uk,
            "unit": row.indicator.unit_uk,
            "year": row.year,
            "plan": parts.amount_data(row.plan),
            "fact": parts.amount_data(row.fact),
            "fact_on": str(row.fact_on) if row.fact_on else None,
            "deviation": parts.amount_data(row.deviation),
            "reason": row.reason,
        }
        for group in outcomes(report)
        for row in group.rows
    ]
