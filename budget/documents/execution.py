"""The execution report: what was planned, granted, due and paid, by measure, source, code and payee, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget import report_notes
from budget.documents import parts
from budget.documents.execution_tables import ExecutionTables, fits
from budget.documents.outcome_table import outcome_blocks, outcome_data
from budget.documents.payees_table import payee_blocks
from budget.documents.report_head import approval_data, approval_lines
from budget.funds import ByFund
from budget.querysets import Figures
from budget.reports import REPORT, Report
from oleksandria_intl.documents.blocks import Blocks, Landscape, Table
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.measures import TEXT_WIDTH

DUE_NOTE = (
    "План періоду – помісячний розпис на місяці періоду; призначення, не розписане за місяцями, враховано повністю. "
    "% періоду – касові видатки за період до плану періоду."
)
DEVIATION_NOTE = (
    "Відхилення – затверджено зі змінами мінус касові видатки з початку року; % року – ці видатки до затвердженого"
)
UNSPENT_NOTE = ", відхилення у відсотках – так само"
PLAN_NOTE = ", % програми – ці видатки до передбаченого програмою"
FREE_NOTE = (
    "Вільний залишок – затверджено зі змінами мінус зобов’язання мінус оплачене без зобов’язань. "
    "Заплановано, не призначено – передбачене програмою, чого бюджет ще не затвердив: брати під нього зобов’язання "
    "не можна, тож до вільного залишку воно не входить."
)


@dataclass(frozen=True)
class ExecutionReport:
    """The tables of an execution report with their notes."""

    report: Report
    is_adopted: bool = False
    """Whether the council adopts them: their form is fixed, whatever their cells say, and no bookkeeping is noted."""

    @property
    def tables(self) -> ExecutionTables:
        """The tables."""
        return ExecutionTables(self.report, self.is_adopted)

    @property
    def is_upright(self) -> bool:
        """Whether the sheets stand upright: the set of columns is meant so, and no sum or word is broken."""
        tables = (block for block in self.blocks() if isinstance(block, Table))
        return self.tables.set.is_upright and all(fits(table, TEXT_WIDTH) for table in tables)

    def blocks(self) -> Blocks:
        """Return all tables, each under its head, with the notes."""
        main = (parts.unit_line(), self.tables.by_measure())
        return (*main, *map(parts.note, self._notes()), *self._further(), *outcome_blocks(self.report))

    def _notes(self) -> Iterator[str]:
        """Yield what is said under the main table."""
        if not self.is_adopted:
            yield parts.edition_note(self.report)
        if "due" in self.tables.figures.sums:
            yield DUE_NOTE
        notes = {"percent_unspent": UNSPENT_NOTE, "percent_of_plan": PLAN_NOTE}
        said = (note for name, note in notes.items() if name in self.tables.figures.shares)
        yield f"{DEVIATION_NOTE}{''.join(said)}."
        if self.tables.set.by_funds:
            yield from parts.other_sources(self.report)
        yield parts.ROUNDING
        if not self.is_adopted:
            yield from parts.waiting_sentences(self.report)
            yield from report_notes.sentences(self.report)

    def _further(self) -> Blocks:
        """Return the tables that follow the main one."""
        tables, unit = self.tables, parts.unit_line()
        return (
            *(parts.subheading("Зобов’язання і вільний залишок"), unit, tables.commitments(), parts.note(FREE_NOTE)),
            *(parts.subheading("За джерелами фінансування"), unit, tables.by_source()),
            *(parts.subheading("За кодами бюджетної класифікації"), unit, tables.by_code()),
            *payee_blocks(self.report),
        )


def execution_report(report: Report) -> Document:
    """Return the report on the execution of a programme."""
    title = parts.titled(report, f"Звіт про виконання {report.edition.titled('Програми')}")
    name = f"про виконання {report.edition.titled('Програми')}"
    shown = ExecutionReport(report)
    head = (*parts.head(report, "ЗВІТ", name), *approval_lines(report))
    blocks = (*head, *shown.blocks(), *parts.signatures(report))
    return parts.document(report, title, blocks if shown.is_upright else (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return the report's figures, as strings of hryvnias with kopiykas."""
    execution = report.execution
    codes = execution.by_fund(lambda place: (place.program_code, place.economic_code))
    return {
        **parts.head_data(report),
        **approval_data(report),
        "measures": [
            {"code": row.measure.code, "name": row.name, **_figures_data(row.figures, row.by_fund)}
            | {"explanation": row.explanation.text if row.explanation else ""}
            for direction in execution.directions
            for row in direction.measures
        ],
        "directions": [_figures_data(direction.figures, direction.by_fund) for direction in execution.directions],
        "sources": [
            {"code": one.code, "fund": one.fund, **parts.figures_data(figures)} for one, figures in execution.by_source
        ],
        "codes": [
            {"program_code": program, "economic_code": economic}
            | _figures_data(figures, codes.get((program, economic), {}))
            for (program, economic), figures in execution.by_code
        ],
        "payees": [
            {"name": one.name, "code": one.code, "count": one.count, "paid": parts.amount_data(one.paid)}
            for one in execution.payees
        ],
        "outcomes": outcome_data(report),
        "total": _figures_data(execution.total, execution.total_by_fund),
        "notes": report_notes.sentences(report),
    }


def _figures_data(figures: Figures, by_fund: ByFund) -> dict[str, Any]:
    """Return a row's figures in total and of both funds."""
    return {**parts.figures_data(figures), "funds": parts.funds_data(by_fund)}


parts.register_report(REPORT, _("report on the implementation of the programme"), execution_report, data_of, place=1)
