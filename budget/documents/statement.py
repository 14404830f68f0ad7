"""The budget statement: what the programme plans, and what the budget grants decision by decision."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.documents import parts
from budget.documents.cells import measure_row, total_cell
from budget.execution import DirectionFigures, MeasureFigures
from budget.models import Appropriation
from budget.reports import Report
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Landscape, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells

COLUMNS = (
    Column("№ з/п", 0.05, "center"),
    Column("Захід; рішення про бюджет", 0.27),
    Column("Розпорядник коштів", 0.14, says_once=True),
    Column("Джерело", 0.1, says_once=True),
    Column("КПКВКМБ", 0.085, "center", says_once=True),
    Column("КЕКВ", 0.055, "center", says_once=True),
    Column("Передбачено програмою", 0.1, "right", kind="sum"),
    Column("Зміни за рішеннями", 0.1, "right", kind="sum"),
    Column("Затверджено зі змінами", 0.11, "right", kind="sum"),
)
IN_FORCE = "Зміни за рішеннями – призначення (зі знаком) за рішеннями, ухваленими до дня довідки включно."


class BudgetStatement:
    """The rows of a budget statement."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def grants(self) -> dict[int, list[Appropriation]]:
        """The grants of every measure in the order of their decisions."""
        grants: dict[int, list[Appropriation]] = {}
        rows = Appropriation.objects.of_program(self.report.program).within(self.report.span)
        for grant in rows.listed():
            grants.setdefault(grant.measure_id, []).append(grant)
        return grants

    def blocks(self) -> Blocks:
        """Return the table with its notes."""
        directions = self.report.execution.directions
        groups = [group for number, each in enumerate(directions, 1) for group in self._direction(each, number)]
        table = Table(COLUMNS, (*groups, RowGroup((self._total(),))), True, "Довідка про бюджет програми", dense=True)
        notes = (parts.edition_note(self.report), IN_FORCE, "Суми наведено в гривнях без округлення.")
        return table, *map(parts.note, notes)

    def _direction(self, direction: DirectionFigures, number: int) -> list[RowGroup]:
        """Return a direction's measures, its head with the first of them."""
        head = parts.direction_row(direction.direction, number, len(COLUMNS))
        first, *rest = (self._measure(row, f"{number}.{place}") for place, row in enumerate(direction.measures, 1))
        return [RowGroup((head, *first.rows)), *rest]

    def _measure(self, row: MeasureFigures, number: str) -> RowGroup:
        """Return a measure with what is planned and granted, and the decisions below it."""
        grants = self.grants.get(row.measure.pk, [])
        sums = _sums(row.figures.planned, None, row.figures.granted)
        return RowGroup((measure_row(row, number, sums), *map(_grant, grants)))

    def _total(self) -> Row:
        figures = self.report.execution.total
        changes = [grant.amount for grants in self.grants.values() for grant in grants]
        total = sum(changes, Decimal(0)) if changes else None
        sums = _sums(figures.planned, amount_cell(total, bold=True), figures.granted, bold=True)
        return Row((text_cell(""), total_cell(), *sums), sums=("*",))


def _sums(planned: Decimal | None, change: Cell | None, granted: Decimal | None, *, bold: bool = False) -> list[Cell]:
    """Return the cells after a row's name; a measure's own change stands with its decisions."""
    empty = [text_cell("") for _column in range(4)]
    return [*empty, amount_cell(planned, bold=bold), change or text_cell(""), amount_cell(granted, bold=bold)]


def _grant(grant: Appropriation) -> Row:
    """Return a decision's change of a measure's money."""
    cells = (
        text_cell(""),
        _decision_cell(grant),
        text_cell(grant.unit.name_uk, source=source_of(grant.unit, "name_uk")),
        text_cell(grant.source.name_uk, source=source_of(grant.source, "name_uk")),
        text_cell(grant.program_code_id or NOTHING, source=source_of(grant, "program_code")),
        text_cell(grant.economic_code_id or NOTHING, source=source_of(grant, "economic_code")),
        text_cell(""),
        replace(amount_cell(grant.amount), source=source_of(grant, "amount")),
        text_cell(""),
    )
    return Row(sourced_cells(cells, source_of(grant)), key=f"grant-{grant.pk}")


def _decision_cell(grant: Appropriation) -> Cell:
    """Return the decision that grants, and the note on the grant where there is one."""
    decision = grant.decision
    said = f"рішення від {decision.dated:%d.%m.%Y} № {decision.number}"
    if grant.note:
        return text_cell(f"{said}; {grant.note}", source=source_of(grant, "note"))
    return text_cell(said, source=source_of(decision))


def budget_statement(report: Report) -> Document:
    """Return the statement on the programme's plan and the budget's grants."""
    title = parts.titled(report, f"Довідка про бюджетні призначення {report.edition.titled('Програми')}")
    about = f"про бюджетні призначення {report.edition.titled('Програми')}"
    when = f"станом на {report.span.on:%d.%m.%Y}"
    blocks = (*parts.head(report, "ДОВІДКА", about, when), *BudgetStatement(report).blocks(), *parts.signatures(report))
    return parts.document(report, title, (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return the plan, the grants decision by decision and what is in force."""
    statement = BudgetStatement(report)
    grants = [grant for found in statement.grants.values() for grant in found]
    return {
        **parts.head_data(report),
        "measures": [
            {
                "code": row.measure.code,
                "planned": parts.amount_data(row.figures.planned),
                "granted": parts.amount_data(row.figures.granted),
            }
            for direction in report.execution.directions
            for row in direction.measures
        ],
        "appropriations": [
            {
                "measure": grant.measure.code,
                "year": grant.year,
                "decision": grant.decision.number,
                "date": str(grant.decision.dated),
                "unit": grant.unit.register_code,
                "source": grant.source.code,
                "program_code": grant.program_code_id or "",
                "economic_code": grant.economic_code_id or "",
                "amount": parts.amount_data(grant.amount),
            }
            for grant in grants
        ],
        "total": {
            "planned": parts.amount_data(report.execution.total.planned),
            "granted": parts.amount_data(report.execution.total.granted),
        },
    }


parts.register_report(
    "budget-statement", _("statement of the programme's appropriations"), budget_statement, data_of, place=2
)
