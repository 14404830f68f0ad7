"""The charts of a programme's money: what is drawn, and the sentence that each finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budget.execution import DirectionFigures, Execution, MonthFigures
from budget.querysets import Figures
from budget.spans import long_day, plan_words
from oleksandria_intl import digits
from oleksandria_intl.charts import NARROW, WIDE, Bar, LineChart, bars, line_chart
from oleksandria_intl.shares import percent

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class MoneyBar:
    """What a bar is about (a direction, a year) and how that is called, its figures, the bar itself, what it says."""

    number: int
    about: Any
    name: str
    figures: Figures
    bar: Bar

    @property
    def words(self) -> str:
        """What the bar shows, for those who do not see it."""
        if self.figures.percent is None:
            return _("Nothing has been appropriated yet.")
        return _("%(percent)s of the appropriations was spent.") % {"percent": digits.percent(self.figures.percent)}


@dataclass(frozen=True, slots=True)
class BarChart:
    """What was granted and what was spent of it, side by side; and the sentence that it finds."""

    title: str
    bars: list[MoneyBar]


def money_bars(rows: Sequence[tuple[Any, str, Figures]]) -> list[MoneyBar]:
    """Return the bars of figures on one scale: granted, of it spent, and a mark where the plan is."""
    drawn = bars((figures.granted, figures.paid_to_date, figures.planned) for _about, _name, figures in rows)
    return [MoneyBar(number, *row, bar) for number, (row, bar) in enumerate(zip(rows, drawn, strict=True), 1)]


def direction_chart(directions: list[DirectionFigures], total: Figures) -> BarChart:
    """Return the chart of directions; it finds how much of what is granted was spent, and where the most."""
    names = _("Direction %(number)s")
    rows = money_bars(
        [(each.direction, names % {"number": number}, each.figures) for number, each in enumerate(directions, 1)]
    )
    return BarChart(_direction_title(rows, total), rows)


def _direction_title(rows: list[MoneyBar], total: Figures) -> str:
    """Return what the chart of directions finds."""
    spent = [row for row in rows if row.figures.percent]
    if total.percent is None:
        return _("The city budget has appropriated nothing yet")
    if not spent:
        return _("None of the appropriations has been spent yet")
    most = max(spent, key=lambda row: row.figures.percent or NOTHING)
    return _("%(percent)s of the appropriations was spent; the largest share in direction %(number)s, %(most)s") % {
        "percent": digits.percent(total.percent),
        "number": most.number,
        "most": digits.percent(most.figures.percent or NOTHING),
    }


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what was due and paid in it, and since January of the first year."""

    figures: MonthFigures
    due_to_date: Decimal
    paid_to_date: Decimal | None
    """None for a month that has not begun, or of which nothing is known yet."""

    @property
    def day(self) -> date:
        """Its first day."""
        return date(self.figures.year, self.figures.month, 1)

    @property
    def name(self) -> str:
        """The month's name with its year."""
        return date_format(self.day, "F Y")


@dataclass(frozen=True)
class Progress:
    """A programme's spending month by month against its plan, both since the first January."""

    execution: Execution

    @cached_property
    def until(self) -> date:
        """The last day of which payments may be known."""
        return self.execution.span.last_day

    @cached_property
    def _whole(self) -> Execution:
        """The figures from the first January on."""
        span = self.execution.span
        if span.is_cumulative:
            return self.execution
        return Execution(self.execution.edition, replace(span, start=span.first_day))

    @cached_property
    def months(self) -> list[Month]:
        """The months; what is not allotted by month is due from the first on."""
        months = self.execution.months
        at_once = (self._whole.total.due or NOTHING) - sum((month.due for month in months), NOTHING)
        due = accumulate((month.due for month in months), initial=at_once)
        paid = accumulate((month.paid for month in months), initial=NOTHING)
        next(due), next(paid)
        return [
            Month(month, due_sum, paid_sum if date(month.year, month.month, 1) <= self.until else None)
            for month, due_sum, paid_sum in zip(months, due, paid, strict=True)
        ]

    @property
    def charts(self) -> list[LineChart]:
        """The chart for wide screens and for narrow ones."""
        due = [month.due_to_date for month in self.months]
        paid = [month.paid_to_date for month in self.months if month.paid_to_date is not None]
        return [line_chart(due, paid, self._names, frame) for frame in (WIDE, NARROW)]

    @property
    def _names(self) -> list[str]:
        """What is written under each month: its name, shortened; its number and year where there are several years."""
        if len(self.execution.span.years) > 1:
            return [f"{month.day:%m.%y}" for month in self.months]
        return [str(MONTHS_3[month.figures.month]).lower() for month in self.months]

    @property
    def title(self) -> str:
        """What the chart finds: how much of the plan since the first January was spent."""
        if self.until < self._whole.span.start:
            return _("The period has not begun yet")
        share = percent(self._whole.total.paid, self._whole.total.due)
        if share is None:
            return _("No money is due in this period yet")
        sentence = plan_words(self._whole.span)
        return sentence % {"day": long_day(self.until), "percent": digits.percent(share)}

    @property
    def due(self) -> Decimal:
        """The plan at the end, in hryvnias."""
        return self.months[-1].due_to_date

    @property
    def paid(self) -> Decimal:
        """What was spent, in hryvnias."""
        return self._whole.total.paid or NOTHING
