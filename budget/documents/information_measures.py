"""The second part of the information on a programme: every measure with its money by budget, planned and paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budget import funds
from budget.documents import parts
from budget.documents.cells import measure_row
from budget.documents.execution_tables import fits, state_cell
from budget.execution import DirectionFigures, MeasureFigures
from budget.funds import ByFund, Fund
from budget.models import MeasureLine
from budget.querysets import Figures
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Cell, Column, Row, RowGroup, Table
from oleksandria_intl.documents.cells import TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.measures import LANDSCAPE_WIDTH
from oleksandria_intl.documents.sources import source_of

BUDGETS = {
    "усього": None,
    "державний бюджет": (Fund.STATE,),
    "обласний бюджет": (Fund.REGIONAL,),
    "місцевий бюджет": funds.LOCAL,
    "небюджетні джерела": (Fund.OTHER,),
}
VOLUMES = {"planned": "Планові обсяги", "paid_to_date": "Фактичні обсяги"}


def measures_table(report: Report) -> Table:
    """Return the second part; where planned and paid do not fit beside each other, one stands under the other."""
    wide = MeasuresSideBySide(report).table()
    return wide if fits(wide, LANDSCAPE_WIDTH) else MeasuresInRows(report).table()


def of_funds(figures: Figures, by_fund: ByFund, those: tuple[Fund, ...] | None) -> Figures:
    """Return the figures of some funds, or of all."""
    return figures if those is None else funds.of(by_fund, those)


@dataclass(frozen=True)
class MeasuresSideBySide:
    """The second part as the form has it: planned and paid volumes beside each other."""

    report: Report

    def table(self) -> Table:
        """Return the measures under their directions, and the total."""
        heads = (*self._before(), *self._columns(), Column("Стан виконання (результативність)", 0.14))
        directions = self.report.execution.directions
        groups = [
            group for number, each in enumerate(directions, 1) for group in self._direction(each, number, len(heads))
        ]
        execution = self.report.execution
        keys = tuple(row.measure.code for direction in directions for row in direction.measures)
        named = (text_cell(""), text_cell(TOTAL, bold=True, heads_row=True), text_cell(""))
        total = self._rows(named, execution.total, execution.total_by_fund, (text_cell(""),), keys=keys)
        return Table(heads, (*groups, RowGroup(tuple(total))), True, "Заходи програми", dense=True)

    @staticmethod
    def _before() -> tuple[Column, ...]:
        return (
            Column("№ з/п", 0.04, "center"),
            Column("Захід", 0.15),
            Column("Головний виконавець, строк виконання", 0.1, says_once=True),
        )

    def _columns(self) -> tuple[Column, ...]:
        return tuple(Column(f"{volume}: {budget}", 0.08, "right") for volume in VOLUMES.values() for budget in BUDGETS)

    def _direction(self, direction: DirectionFigures, number: int, columns: int) -> Iterator[RowGroup]:
        """Yield a direction's head with its first measure, then the others."""
        head = parts.direction_row(direction.direction, number, columns)
        rows = [self._measure(row, f"{number}.{place}") for place, row in enumerate(direction.measures, 1)]
        yield RowGroup((head, *(rows[0] if rows else ())))
        for each in rows[1:]:
            yield RowGroup(tuple(each))

    def _measure(self, row: MeasureFigures, number: str) -> list[Row]:
        named = measure_row(row, number, (_who_cell(row.line),))
        return self._rows(named.cells, row.figures, row.by_fund, (state_cell(row),), key=row.measure.code)

    def _rows(
        self,
        before: tuple[Cell, ...],
        figures: Figures,
        by_fund: ByFund,
        after: tuple[Cell, ...],
        *,
        key: str = "",
        keys: tuple[str, ...] = (),
    ) -> list[Row]:
        """Return the row of a measure; with ``keys`` of a total."""
        amounts = [cell for name in VOLUMES for cell in _volume_cells(figures, by_fund, name, bold=bool(keys))]
        return [Row((*before, *amounts, *after), key=key, sums=keys)]


class MeasuresInRows(MeasuresSideBySide):
    """The second part with the paid volumes under the planned ones: sums of millions need the room."""

    def _columns(self) -> tuple[Column, ...]:
        return (Column("Обсяги", 0.1), *(Column(budget, 0.1, "right", kind="sum") for budget in BUDGETS))

    def _rows(
        self,
        before: tuple[Cell, ...],
        figures: Figures,
        by_fund: ByFund,
        after: tuple[Cell, ...],
        *,
        key: str = "",
        keys: tuple[str, ...] = (),
    ) -> list[Row]:
        high = len(VOLUMES)
        rows = []
        for place, (name, volume) in enumerate(VOLUMES.items()):
            start, end = (before, after) if place == 0 else ((), ())
            cells = (
                *(replace(cell, rowspan=high) for cell in start),
                text_cell(volume, bold=bool(keys)),
                *_volume_cells(figures, by_fund, name, bold=bool(keys)),
                *(replace(cell, rowspan=high) for cell in end),
            )
            rows.append(Row(cells, key=key and f"{key} {name}", sums=tuple(f"{one} {name}" for one in keys)))
        return rows


def _volume_cells(figures: Figures, by_fund: ByFund, name: str, *, bold: bool) -> list[Cell]:
    return [amount_cell(getattr(of_funds(figures, by_fund, those), name), bold=bold) for those in BUDGETS.values()]


def _who_cell(line: MeasureLine | None) -> Cell:
    """Return who answers for a measure, and when it is carried out."""
    if line is None:
        return text_cell("")
    who = ukrainian.capitalised(", ".join(one.shown_uk for one in line.responsible.all()))
    return text_cell(", ".join(filter(None, (who, line.implementation_period().lower()))), source=source_of(line))
