"""The sets of columns that the execution report comes in; the council chooses one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from budget.columns import on_paper
from budget.documents.parts import figure_cells
from budget.querysets import Figures, Span
from oleksandria_intl.documents.blocks import Cell, Column
from oleksandria_intl.models import Council

SHARE_OF = {
    "percent_of_due": ("paid", "due"),
    "percent": ("paid_to_date", "granted"),
    "percent_unspent": ("deviation", "granted"),
    "percent_of_plan": ("paid_to_date", "planned"),
}
"""What a percentage is of what; where the period begins in January, the two columns of cash are one."""
SHARE_WIDTH = 0.06


@dataclass(frozen=True)
class FigureColumns:
    """The columns of figures of a table: sums, then the percentages counted from them."""

    sums: tuple[str, ...]
    shares: tuple[str, ...]

    def over(self, span: Span) -> FigureColumns:
        """Return the columns of a period: one that begins later than January has a column since January too."""
        if span.is_cumulative:
            return self
        after = self.sums.index("paid") + 1
        return replace(self, sums=(*self.sums[:after], "paid_to_date", *self.sums[after:]))

    def without(self, *names: str) -> FigureColumns:
        """Return the columns without some sums, and without the percentages of them."""
        sums = tuple(name for name in self.sums if name not in names)
        return FigureColumns(sums, tuple(share for share in self.shares if SHARE_OF[share][1] not in names))

    def heads(self, first: int, width: float) -> tuple[Column, ...]:
        """Return the columns, of which the first stands at a place from 0."""
        places = {name: first + place for place, name in enumerate(self.sums)}
        places.setdefault("paid_to_date", places["paid"])
        sums = (Column(head, width, "right", kind="sum") for head in on_paper(*self.sums).values())
        shares = (
            Column(head, SHARE_WIDTH, "right", ratio=(places[SHARE_OF[share][0]], places[SHARE_OF[share][1]]))
            for share, head in on_paper(*self.shares).items()
        )
        return (*sums, *shares)

    def cells(self, figures: Figures, *, bold: bool = False) -> list[Cell]:
        """Return the cells of a row's figures."""
        return figure_cells(figures, (*self.sums, *self.shares), bold=bold)


@dataclass(frozen=True)
class ColumnSet:
    """A set of columns: which figures, what else a row says, how the sheet stands."""

    name: str
    figures: FigureColumns
    says_who: bool = False
    """Whether a row says who carries the measure out, and when."""
    is_upright: bool = False
    """Whether the sheet stands upright where the main table fits it so."""
    by_funds: bool = False
    """Whether each sum is said in total, of the general and of the special fund, one under another."""


SETS = {
    each.name: each
    for each in (
        ColumnSet(
            Council.ReportColumns.SHORT,
            FigureColumns(("planned", "granted", "paid", "deviation"), ("percent",)),
            is_upright=True,
        ),
        ColumnSet(
            Council.ReportColumns.FULL,
            FigureColumns(
                ("planned", "granted", "due", "paid", "deviation"), ("percent_of_due", "percent", "percent_of_plan")
            ),
            says_who=True,
        ),
        ColumnSet(
            Council.ReportColumns.BY_FUNDS,
            FigureColumns(
                ("planned", "granted", "paid", "deviation"), ("percent", "percent_unspent", "percent_of_plan")
            ),
            by_funds=True,
        ),
    )
}


def chosen() -> ColumnSet:
    """Return the set that the council has chosen."""
    return SETS[Council.objects.for_papers().report_columns]
