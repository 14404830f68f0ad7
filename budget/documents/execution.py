"""The execution report: what was planned, granted, due and paid, by measure, source, code and payee, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget import columns
from budget.documents import parts
from budget.documents.cells import code_title_cell, measure_row, period_cell, responsible_cell, total_cell
from budget.documents.parts import figure_cells
from budget.execution import DirectionFigures, MeasureFigures
from budget.models import EconomicCode, FundingSource
from budget.querysets import Figures
from budget.reports import REPORT, Report
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Landscape, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells

MOST_PAYEES = 100
"""The most payees listed on paper; the register's spreadsheet holds every payment."""
DUE_NOTE = (
    "План періоду – помісячний розпис на місяці періоду; призначення, не розписане за місяцями, враховано повністю. "
    "% періоду – касові видатки за період до плану періоду; % року – касові видатки з початку року до затвердженого."
)
FREE_NOTE = (
    "Вільний залишок – затверджено зі змінами (де ще не затверджено – передбачено програмою) "
    "мінус зобов’язання мінус оплачене без зобов’язань."
)


@dataclass(frozen=True)
class ExecutionReport:
    """The tables of an execution report."""

    report: Report
    is_adopted: bool = False
    """Whether the council adopts them: their form is fixed, whatever their cells say, and no bookkeeping is noted."""

    @property
    def money(self) -> dict[str, str]:
        """The names of the figures that the tables show, with their heads."""
        since_january = () if self.report.span.is_cumulative else ("paid_to_date",)
        return columns.on_paper("planned", "granted", "due", "paid", *since_january)

    def blocks(self) -> Blocks:
        """Return all tables, each under its head, with the notes."""
        if self.is_adopted:
            return (self.by_measure(), *self._notes(), *self._further())
        edition = parts.note(parts.edition_note(self.report))
        waiting = parts.waiting_notes(self.report)
        return (self.by_measure(), edition, *self._notes(), *waiting, *self._further())

    def _further(self) -> Blocks:
        """Return the tables that follow the main one."""
        return (
            parts.subheading("Зобов’язання і вільний залишок"),
            self.commitments(),
            parts.note(FREE_NOTE),
            parts.subheading("За джерелами фінансування"),
            self.by_source(),
            parts.subheading("За кодами бюджетної класифікації"),
            self.by_code(),
            *self._payees(),
        )

    @staticmethod
    def _notes() -> Blocks:
        return parts.note(DUE_NOTE), parts.note(parts.ROUNDING)

    def _share_columns(self, first: int, width: float) -> tuple[Column, ...]:
        """Return the money columns and the two percentages, when the money starts at a column."""
        names = list(self.money)
        paid, year = first + names.index("paid"), first + len(names) - 1
        return (
            *(Column(head, width, "right", kind="sum") for head in self.money.values()),
            *_shares((paid, first + names.index("due")), (year, first + names.index("granted")), (0.062, 0.055)),
        )

    def _share_cells(self, figures: Figures, *, bold: bool = False) -> list[Cell]:
        return figure_cells(figures, (*self.money, *columns.SHARES), bold=bold)

    def by_measure(self) -> Table:
        """Return the main table: measures under their directions, subtotals, the total."""
        few = self.report.span.is_cumulative
        heads = (
            Column("№ з/п", 0.053, "center"),
            Column("Напрям, захід", 0.17 if few else 0.14),
            Column("Виконавець", 0.105, says_once=not self.is_adopted),
            Column("Строк виконання", 0.085, says_once=not self.is_adopted),
            *self._share_columns(4, 0.094),
            Column("Стан виконання, причини відхилення", 0.125 if few else 0.105),
        )
        directions = self.report.execution.directions
        groups = [
            group for number, each in enumerate(directions, 1) for group in self._direction(each, number, len(heads))
        ]
        total = self._total(TOTAL, self.report.execution.total, ("*",))
        return Table(heads, (*groups, RowGroup((total,))), True, "Виконання заходів програми", dense=True)

    def _direction(self, direction: DirectionFigures, number: int, columns: int) -> Iterator[RowGroup]:
        """Yield a direction's head with its first measure, the other measures, the subtotal."""
        rows = [self._measure(row, number, place) for place, row in enumerate(direction.measures, 1)]
        yield RowGroup((parts.direction_row(direction.direction, number, columns), *rows[:1]))
        for row in rows[1:]:
            yield RowGroup((row,))
        keys = tuple(row.key for row in rows)
        yield RowGroup((self._total(f"Разом за напрямом {number}", direction.figures, keys),))

    def _measure(self, row: MeasureFigures, direction: int, place: int) -> Row:
        others = (
            responsible_cell(row.line) if row.line else text_cell(""),
            period_cell(row.line) if row.line else text_cell(""),
            *self._share_cells(row.figures),
            _explanation_cell(row),
        )
        return measure_row(row, f"{direction}.{place}", others)

    def _total(self, label: str, figures: Figures, keys: tuple[str, ...]) -> Row:
        cells = (
            text_cell(""),
            text_cell(label, bold=True, heads_row=True),
            text_cell(""),
            text_cell(""),
            *self._share_cells(figures, bold=True),
            text_cell(""),
        )
        return Row(cells, sums=keys)

    def commitments(self) -> Table:
        """Return the commitments of every measure and what is free."""
        names = columns.on_paper("planned", "granted", "promised", "unpromised", "free")
        heads = (
            Column("№ з/п", 0.06, "center"),
            Column("Захід", 0.39),
            *(Column(head, 0.11, "right", kind="sum") for head in names.values()),
        )
        groups = [
            RowGroup((measure_row(row, f"{number}.{place}", figure_cells(row.figures, tuple(names))),))
            for number, direction in enumerate(self.report.execution.directions, 1)
            for place, row in enumerate(direction.measures, 1)
        ]
        total = _total_row(self.report.execution.total, tuple(names))
        return Table(heads, (*groups, RowGroup((total,))), False, "Зобов’язання і вільний залишок", dense=True)

    def by_source(self) -> Table:
        """Return the figures by source of funding."""
        heads = (
            Column("№ з/п", 0.06, "center"),
            Column("Джерело фінансування", 0.3),
            *self._share_columns(2, 0.12),
        )
        names = (*self.money, *columns.SHARES)
        groups = [
            RowGroup((self._source_row(source, f"{number}.", figures, names),))
            for number, (source, figures) in enumerate(self.report.execution.by_source, 1)
        ]
        total = _total_row(self.report.execution.total, names)
        return Table(heads, (*groups, RowGroup((total,))), False, "За джерелами фінансування", dense=True)

    @staticmethod
    def _source_row(source: FundingSource, number: str, figures: Figures, names: tuple[str, ...]) -> Row:
        name = text_cell(source.name_uk, heads_row=True, source=source_of(source, "name_uk"))
        cells = (text_cell(number), name, *figure_cells(figures, names))
        return Row(sourced_cells(cells, source_of(source)), key=source.code)

    def by_code(self) -> Table:
        """Return the figures by codes; what the programme plans has none, so that its column is left out."""
        money = {name: head for name, head in self.money.items() if name != "planned"}
        names = (*money, *columns.SHARES)
        last = 3 + len(money) - 1
        heads = (
            Column("КПКВКМБ", 0.1, "center", says_once=not self.is_adopted),
            Column("КЕКВ", 0.08, "center"),
            Column("Назва видатків", 0.3),
            *(Column(head, 0.13, "right", kind="sum") for head in money.values()),
            *_shares((5, 4), (last, 3), (0.07, 0.07)),
        )
        groups = [RowGroup((row,)) for row in self._code_rows(names)]
        total = _total_row(self.report.execution.total, names, before=2)
        return Table(heads, (*groups, RowGroup((total,))), False, "За кодами", dense=True)

    def _code_rows(self, names: tuple[str, ...]) -> Iterator[Row]:
        known = EconomicCode.objects.in_bulk(field_name="code")
        for (program, economic), figures in self.report.execution.by_code:
            if figures.granted is None and figures.paid_to_date is None:
                continue
            codes = (text_cell(program or NOTHING), text_cell(economic or NOTHING))
            cells = (*codes, code_title_cell(economic, known), *figure_cells(figures, names))
            yield Row(cells, key=f"{program}/{economic}")

    def _payees(self) -> Blocks:
        """Return whom the money was paid to, the largest first; the rest together."""
        payees = self.report.execution.payees
        if not payees:
            return ()
        heads = (
            Column("№ з/п", 0.07, "center"),
            Column("Одержувач", 0.45),
            Column("Код", 0.14, "center"),
            Column("Платежів", 0.12, "right"),
            Column("Касові видатки за період", 0.22, "right"),
        )
        lines = [(one.name or "Фізичні особи", one.code or NOTHING, one.count, one.paid) for one in payees]
        if len(lines) > MOST_PAYEES:
            rest = lines[MOST_PAYEES:]
            paid = sum((one[3] for one in rest), Decimal(0))
            others = (f"Інші одержувачі ({len(rest)})", NOTHING, sum(one[2] for one in rest), paid)
            lines = [*lines[:MOST_PAYEES], others]
        groups = [RowGroup((_payee(f"{number}.", *line),)) for number, line in enumerate(lines, 1)]
        count = sum(one.count for one in payees)
        total = _payee("", TOTAL, "", count, self.report.execution.total.paid)
        table = Table(heads, (*groups, RowGroup((total,))), False, "За одержувачами", dense=True)
        return parts.subheading("За одержувачами"), table


def _payee(number: str, name: str, code: str, count: int, paid: Any) -> Row:
    """Return a payee's row; without a number it is the total."""
    bold = not number
    counted = Cell(text_cell(str(count), bold=bold).content, align="right", bold=bold, value=count)
    cells = (
        text_cell(number),
        text_cell(name, bold=bold, heads_row=True),
        text_cell(code),
        counted,
        amount_cell(paid, bold=bold),
    )
    return Row(cells, key=number, sums=("*",) if bold else ())


def _shares(of_due: tuple[int, int], of_year: tuple[int, int], widths: tuple[float, float]) -> tuple[Column, Column]:
    """Return the columns of the two percentages, each the ratio of two others by their places from 0."""
    due, year = columns.on_paper(*columns.SHARES).values()
    return Column(due, widths[0], "right", ratio=of_due), Column(year, widths[1], "right", ratio=of_year)


def _total_row(figures: Figures, names: tuple[str, ...], before: int = 1) -> Row:
    """Return the total of all rows, after so many empty cells."""
    cells = (*(text_cell("") for _column in range(before)), total_cell(), *figure_cells(figures, names, bold=True))
    return Row(cells, sums=("*",))


def _explanation_cell(row: MeasureFigures) -> Cell:
    if row.explanation is None:
        return text_cell("")
    return text_cell(row.explanation.text, source=source_of(row.explanation, "text"))


def execution_report(report: Report) -> Document:
    """Return the report on the execution of a programme."""
    title = parts.titled(report, f"Звіт про виконання {report.edition.titled('Програми')}")
    name = f"про виконання {report.edition.titled('Програми')}"
    tables = ExecutionReport(report).blocks()
    blocks = (*parts.head(report, "ЗВІТ", name), *tables, *parts.signatures(report))
    return parts.document(report, title, (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return the report's figures, as strings of hryvnias with kopiykas."""
    execution = report.execution
    return {
        **parts.head_data(report),
        "measures": [
            {"code": row.measure.code, "name": row.name, **parts.figures_data(row.figures)}
            | {"explanation": row.explanation.text if row.explanation else ""}
            for direction in execution.directions
            for row in direction.measures
        ],
        "directions": [parts.figures_data(direction.figures) for direction in execution.directions],
        "sources": [{"code": one.code, **parts.figures_data(figures)} for one, figures in execution.by_source],
        "codes": [
            {"program_code": program, "economic_code": economic, **parts.figures_data(figures)}
            for (program, economic), figures in execution.by_code
        ],
        "payees": [
            {"name": one.name, "code": one.code, "count": one.count, "paid": parts.amount_data(one.paid)}
            for one in execution.payees
        ],
        "total": parts.figures_data(execution.total),
    }


parts.register_report(REPORT, _("report on the implementation of the programme"), execution_report, data_of, place=1)
