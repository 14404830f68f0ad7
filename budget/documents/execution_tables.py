"""The tables of an execution report, in the set of columns that the council has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from budget import columns, funds
from budget.documents import parts
from budget.documents.cells import code_title_cell, measure_row, period_cell, responsible_cell
from budget.documents.column_sets import ColumnSet, FigureColumns, chosen
from budget.documents.parts import figure_cells
from budget.execution import DirectionFigures, Execution, MeasureFigures
from budget.funds import ByFund
from budget.models import EconomicCode
from budget.querysets import Figures
from budget.reports import Report
from oleksandria_intl.documents.alike import said_once
from oleksandria_intl.documents.blocks import Cell, Column, Paragraph, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, TOTAL, text_cell
from oleksandria_intl.documents.fitting import fit
from oleksandria_intl.documents.measures import LANDSCAPE_WIDTH
from oleksandria_intl.documents.sources import source_of, sourced_cells

FUNDS = (("загальний", " general", funds.GENERAL), ("спеціальний", " special", funds.SPECIAL))
"""The lines below a total, what their keys end in, and the funds whose sum each is."""
ALL_FUNDS = "усього"
FUND_COLUMN = Column("Фонд", 0.09)
NOT_GRANTED = "Бюджетом кошти не затверджено."


@dataclass(frozen=True)
class ExecutionTables:
    """The tables of a report."""

    report: Report
    is_adopted: bool = False
    """Whether the council adopts them: their form is fixed, whatever their cells say."""
    set: ColumnSet = field(default_factory=chosen)
    is_narrow: bool = False
    """Whether who carries a measure out, and when, stands below its name: sums of millions need the room."""

    @property
    def execution(self) -> Execution:
        """The figures."""
        return self.report.execution

    @property
    def figures(self) -> FigureColumns:
        """The columns of figures over the report's period."""
        return self.set.figures.over(self.report.span)

    def by_measure(self) -> Table:
        """Return the main table: measures under their directions, subtotals, the total."""
        table = self._by_measure()
        if self.set.says_who and not self.is_narrow and not fits(table, LANDSCAPE_WIDTH):
            return replace(self, is_narrow=True).by_measure()
        return table

    def _by_measure(self) -> Table:
        before = (Column("№ з/п", 0.053, "center"), Column("Напрям, захід", 0.17), *self._who_columns())
        heads = (*self._with_figures(before, self.figures, 0.094), Column("Стан виконання, причини відхилення", 0.125))
        directions = self.execution.directions
        groups = [
            group for number, each in enumerate(directions, 1) for group in self._direction(each, number, len(heads))
        ]
        keys = tuple(row.measure.code for direction in directions for row in direction.measures)
        total = self._total(TOTAL, self.execution.total, self.execution.total_by_fund, keys)
        return Table(heads, (*groups, total), True, "Виконання заходів програми", dense=True)

    def _who_columns(self) -> tuple[Column, ...]:
        if not self.set.says_who or self.is_narrow:
            return ()
        once = not self.is_adopted
        return Column("Виконавець", 0.105, says_once=once), Column("Строк виконання", 0.085, says_once=once)

    def _with_figures(self, before: tuple[Column, ...], figures: FigureColumns, width: float) -> tuple[Column, ...]:
        """Return the first columns of a table, the one of funds where the set has them, the figures."""
        first = (*before, *((FUND_COLUMN,) if self.set.by_funds else ()))
        return (*first, *figures.heads(len(first), width))

    def _direction(self, direction: DirectionFigures, number: int, columns: int) -> Iterator[RowGroup]:
        """Yield a direction's head with its first measure, the other measures, the subtotal."""
        rows = [self._measure(row, f"{number}.{place}") for place, row in enumerate(direction.measures, 1)]
        head = parts.direction_row(direction.direction, number, columns)
        first = rows[0] if rows else []
        yield RowGroup((head, *first))
        for row in rows[1:]:
            yield RowGroup(tuple(row))
        keys = tuple(row.measure.code for row in direction.measures)
        yield self._total(f"Разом за напрямом {number}", direction.figures, direction.by_fund, keys)

    def _measure(self, row: MeasureFigures, number: str) -> list[Row]:
        """Return the rows of a measure: one, or where the set is by funds three."""
        named = measure_row(row, number, () if self.is_narrow else self._who(row))
        if self.is_narrow:
            named = replace(named, cells=(named.cells[0], _with_below(named.cells[1], self._who(row))))
        computed = source_of(row.line or row.measure)
        after = (state_cell(row),)
        rows = self._lines(named.cells, self.figures, row.figures, row.by_fund, key=row.measure.code, after=after)
        return [replace(each, cells=sourced_cells(each.cells, computed)) for each in rows]

    def _who(self, row: MeasureFigures) -> tuple[Cell, ...]:
        if not self.set.says_who:
            return ()
        return (responsible_cell(row.line), period_cell(row.line)) if row.line else (text_cell(""), text_cell(""))

    def _total(self, label: str, figures: Figures, by_fund: ByFund, keys: tuple[str, ...]) -> RowGroup:
        """Return the rows of a sum over measures."""
        who = (text_cell(""),) * len(self._who_columns())
        before = (text_cell(""), text_cell(label, bold=True, heads_row=True), *who)
        return RowGroup(tuple(self._lines(before, self.figures, figures, by_fund, keys=keys, after=(text_cell(""),))))

    def _lines(
        self,
        before: tuple[Cell, ...],
        shown: FigureColumns,
        figures: Figures,
        by_fund: ByFund,
        *,
        key: str = "",
        keys: tuple[str, ...] = (),
        after: tuple[Cell, ...] = (),
    ) -> list[Row]:
        """Return the rows of a subject's figures, its other cells over all of them; with ``keys`` it is a total."""
        lines = [(ALL_FUNDS, "", figures)]
        if self.set.by_funds:
            lines += [(label, end, funds.of(by_fund, those)) for label, end, those in FUNDS]
        bold, rows = bool(keys), []
        for place, (label, end, each) in enumerate(lines):
            fund = (text_cell(label, bold=bold),) if self.set.by_funds else ()
            start, close = (_high(before, len(lines)), _high(after, len(lines))) if place == 0 else ((), ())
            cells = (*start, *fund, *shown.cells(each, bold=bold), *close)
            rows.append(Row(cells, key=key and key + end, sums=tuple(one + end for one in keys)))
        return rows

    def commitments(self) -> Table:
        """Return the commitments of every measure and what is free; upright sheets have no room to repeat the plan."""
        plan = () if self.set.is_upright else ("planned", "granted")
        names = columns.on_paper(*plan, "promised", "unpromised", "free", "ungranted")
        heads = (
            Column("№ з/п", 0.06, "center"),
            Column("Захід", 0.28),
            *(Column(head, 0.11, "right", kind="sum") for head in names.values()),
        )
        groups = [
            RowGroup((measure_row(row, f"{number}.{place}", figure_cells(row.figures, tuple(names))),))
            for number, direction in enumerate(self.execution.directions, 1)
            for place, row in enumerate(direction.measures, 1)
        ]
        cells = figure_cells(self.execution.total, tuple(names), bold=True)
        total = Row((text_cell(""), text_cell(TOTAL, bold=True, heads_row=True), *cells), sums=("*",))
        return Table(heads, (*groups, RowGroup((total,))), False, "Зобов’язання і вільний залишок", dense=True)

    def by_source(self) -> Table:
        """Return the figures by source of funding: a source is of one fund, so that no row has three."""
        heads = (
            Column("№ з/п", 0.06, "center"),
            Column("Джерело фінансування", 0.3),
            *self.figures.heads(2, 0.12),
        )
        groups = []
        for number, (source, figures) in enumerate(self.execution.by_source, 1):
            name = text_cell(source.name_uk, heads_row=True, source=source_of(source, "name_uk"))
            cells = (text_cell(f"{number}."), name, *self.figures.cells(figures))
            groups.append(RowGroup((Row(sourced_cells(cells, source_of(source)), key=source.code),)))
        named = (text_cell(""), text_cell(TOTAL, bold=True, heads_row=True))
        total = Row((*named, *self.figures.cells(self.execution.total, bold=True)), sums=("*",))
        return Table(heads, (*groups, RowGroup((total,))), False, "За джерелами фінансування", dense=True)

    def by_code(self) -> Table:
        """Return the figures by codes; what the programme plans has none, so that its column is left out."""
        shown = self.figures.without("planned")
        before = (
            Column("КПКВКМБ", 0.1, "center", says_once=not self.is_adopted),
            Column("КЕКВ", 0.08, "center"),
            Column("Назва видатків", 0.3),
        )
        groups = list(self._codes(shown))
        keys = tuple(rows[0].key for rows in groups)
        named = (text_cell(""), text_cell(""), text_cell(TOTAL, bold=True, heads_row=True))
        total = self._lines(named, shown, self.execution.total, self.execution.total_by_fund, keys=keys or ("*",))
        bodies = (RowGroup(tuple(rows)) for rows in (*groups, total))
        return Table(self._with_figures(before, shown, 0.13), tuple(bodies), False, "За кодами", dense=True)

    def _codes(self, shown: FigureColumns) -> Iterator[list[Row]]:
        """Yield the rows of each pair of codes that money was granted or paid under."""
        known = EconomicCode.objects.in_bulk(field_name="code")
        by_fund = self.execution.by_fund(lambda place: (place.program_code, place.economic_code))
        for (program, economic), figures in self.execution.by_code:
            if figures.granted is None and figures.paid_to_date is None:
                continue
            codes = (text_cell(program or NOTHING), text_cell(economic or NOTHING), code_title_cell(economic, known))
            yield self._lines(codes, shown, figures, by_fund[program, economic], key=f"{program}/{economic}")


def fits(table: Table, width: float) -> bool:
    """Whether a table stands in a width (mm) without a word or a sum that is broken, as papers print it."""
    return fit(said_once(table)[1], width).is_whole


def _with_below(name: Cell, others: tuple[Cell, ...]) -> Cell:
    """Return a measure's name with what its other cells say below it."""
    lines = ((part, cell) for cell in others for part in cell.content if isinstance(part, Paragraph))
    below = (replace(part, source=cell.source) for part, cell in lines)
    return replace(name, content=(*name.content, *below))


def _high(cells: tuple[Cell, ...], rows: int) -> tuple[Cell, ...]:
    return tuple(replace(cell, rowspan=rows) for cell in cells)


def state_cell(row: MeasureFigures) -> Cell:
    """Return what was said of a measure; of one that was planned and never granted at least that."""
    if row.explanation:
        return text_cell(row.explanation.text, source=source_of(row.explanation, "text"))
    computed = source_of(row.line or row.measure)
    return text_cell(NOT_GRANTED if row.figures.lacks_grant else "", source=computed)
