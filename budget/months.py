"""A programme's money month by month: what is allotted, what is committed, what was paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from budget.models import Allotment, Commitment, Payment
from budget.reports import Report

Month = tuple[int, int]
"""A year and the number of a month."""
NO_HRYVNIAS = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """A month of the plan, in hryvnias; the balances are those at its end."""

    month: Month | None
    """None for what is allotted to no month, which may be spent in any."""
    allotted: Decimal
    committed: Decimal = NO_HRYVNIAS
    paid: Decimal = NO_HRYVNIAS
    unpromised: Decimal = NO_HRYVNIAS
    """The part of what was paid outside standing commitments."""
    unspent: Decimal = NO_HRYVNIAS
    """Allotted less paid, from January on."""
    free: Decimal = NO_HRYVNIAS
    """Allotted less committed less paid outside commitments, from January on."""


@dataclass(frozen=True)
class MonthPlans:
    """The plan of a report's budget years, month by month."""

    report: Report

    @cached_property
    def allotted(self) -> dict[Month, Decimal]:
        """What the months of the years are allotted by the decisions up to the report's day."""
        span = self.report.span
        years = replace(span, start=span.first_day, end=date(span.end.year, 12, 31))
        rows = Allotment.objects.of_program(self.report.program).within(years).by_month()
        return {(year, month): due for year, month, due in rows}

    @property
    def not_allotted(self) -> Decimal:
        """What of the years' appropriations no month is allotted."""
        return (self.report.execution.total.granted or NO_HRYVNIAS) - sum(self.allotted.values(), NO_HRYVNIAS)

    @property
    def later(self) -> Decimal:
        """What the months after the report's period are allotted."""
        end = self.report.span.end
        after = (end.year, end.month)
        return sum((due for month, due in self.allotted.items() if month > after), NO_HRYVNIAS)

    @cached_property
    def committed(self) -> dict[Month, Decimal]:
        """The commitments that stand, by the month of their end, else of their signing, within their budget year."""
        sums: dict[Month, Decimal] = {}
        standing = Commitment.objects.of_program(self.report.program).within(self.report.span)
        for year, signed_on, until, amount in standing.values_list("year", "signed_on", "until", "amount"):
            day = min(max(until or signed_on, date(year, 1, 1)), date(year, 12, 31))
            month = (day.year, day.month)
            sums[month] = sums.get(month, NO_HRYVNIAS) + amount
        return sums

    @cached_property
    def paid(self) -> dict[Month, tuple[Decimal, Decimal]]:
        """What was paid in each month, and what of it outside standing commitments."""
        rows = Payment.objects.of_program(self.report.program).paid_by_month(self.report.span)
        return {(year, month): (paid, unpromised or NO_HRYVNIAS) for year, month, paid, unpromised in rows}

    def __iter__(self) -> Iterator[MonthPlan]:
        """Yield what no month is allotted, if anything, and every month of the years."""
        unspent = free = self.not_allotted
        if unspent:
            yield MonthPlan(None, unspent, unspent=unspent, free=free)
        for month in ((year, month) for year in self.report.span.years for month in range(1, 13)):
            allotted, committed = self.allotted.get(month, NO_HRYVNIAS), self.committed.get(month, NO_HRYVNIAS)
            paid, unpromised = self.paid.get(month, (NO_HRYVNIAS, NO_HRYVNIAS))
            unspent += allotted - paid
            free += allotted - committed - unpromised
            yield MonthPlan(month, allotted, committed, paid, unpromised, unspent, free)
