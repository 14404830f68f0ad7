"""The charts of a programme's money: what each finds, and what its lines are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from budget.charts import Progress, direction_chart
from budget.execution import Execution
from budget.models import Allotment
from budget.querysets import Span
from programs.models import Edition
from tests.spending import grant, pay

MARCH, JUNE = date(2020, 3, 31), date(2020, 6, 30)


def execution(edition: Edition, end: date = MARCH, start: date | None = None, on: date | None = None) -> Execution:
    return Execution(edition, Span.to(end, start, on))


def allot(row: Any, **months: int) -> None:
    """Allot parts of a grant to months: ``m2=10_000``."""
    for month, amount in months.items():
        Allotment.objects.create(appropriation=row, month=int(month[1:]), amount=amount)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Say what a chart finds in English."""
    with override("en"):
        yield


@pytest.fixture
def granted(edition: Edition) -> Edition:
    """Direction 1 is granted 200 thousand and spent 50; direction 2 is granted nothing."""
    allot(grant("1.2", 180_000), m1=40_000, m2=60_000, m5=80_000)
    grant("1.1", 20_000)
    pay("1.2", "45000.50", on=date(2020, 2, 10))
    pay("1.2", "4999.50", on=date(2020, 5, 4))
    return edition


def test_the_chart_of_directions_finds_how_much_was_spent_and_where_the_most(granted: Edition) -> None:
    told = execution(granted, JUNE)
    chart = direction_chart(told.directions, told.total)
    assert chart.title == "25.0% of the appropriations was spent; the largest share in direction 1, 25.0%"
    first, second = chart.bars
    assert (first.bar.frame, first.bar.filled, first.bar.mark) == ("58.8", "14.7", "100")
    assert (second.bar.frame, second.bar.filled, second.bar.mark) == ("", "0", "13.2")
    assert first.words == "25.0% of the appropriations was spent."
    assert second.words == "Nothing has been appropriated yet."


def test_the_chart_of_directions_says_that_nothing_is_granted_or_spent(edition: Edition) -> None:
    told = execution(edition)
    assert direction_chart(told.directions, told.total).title == "The city budget has appropriated nothing yet"
    grant("1.2", 180_000)
    told = execution(edition)
    assert direction_chart(told.directions, told.total).title == "None of the appropriations has been spent yet"


def test_the_line_of_the_plan_begins_with_what_is_not_allotted_by_month(granted: Edition) -> None:
    months = Progress(execution(granted, JUNE)).months
    assert [month.due_to_date for month in months] == [60_000, 120_000, 120_000, 120_000, 200_000, 200_000]


def test_the_line_of_spending_adds_up_month_by_month(granted: Edition) -> None:
    months = Progress(execution(granted, JUNE)).months
    assert [str(month.paid_to_date) for month in months] == ["0", *["45000.50"] * 3, *["50000.00"] * 2]


def test_both_lines_end_at_the_total_of_the_report(granted: Edition) -> None:
    progress = Progress(execution(granted, JUNE))
    assert progress.due == progress.execution.total.due == Decimal(200_000)
    assert progress.paid == progress.execution.total.paid == Decimal(50_000)


def test_a_period_that_starts_later_has_the_lines_since_january(granted: Edition) -> None:
    later = Progress(execution(granted, JUNE, date(2020, 4, 1)))
    whole = Progress(execution(granted, JUNE))
    assert later.months == whole.months
    assert later.title == whole.title


def test_the_line_of_spending_stops_where_nothing_is_known_yet(granted: Edition) -> None:
    progress = Progress(execution(granted, JUNE, on=date(2020, 4, 15)))
    assert [month.paid_to_date is None for month in progress.months] == [False] * 4 + [True] * 2
    assert len(progress.charts[0].actual.points) == 4
    assert len(progress.charts[0].planned.points) == 6


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        (MARCH, None, "By 31 March 2020, 37.5% of the first quarter's plan was spent"),
        (JUNE, None, "By 30 June 2020, 25.0% of the half-year's plan was spent"),
        (date(2020, 9, 30), None, "By 30 September 2020, 25.0% of the plan of nine months was spent"),
        (date(2020, 12, 31), None, "By 31 December 2020, 25.0% of the year's plan was spent"),
        (date(2020, 5, 31), None, "By 31 May 2020, 25.0% of the period's plan was spent"),
    ],
)
def test_the_chart_of_months_finds_how_much_of_the_plan_was_spent(
    granted: Edition, end: date, start: date | None, expected: str
) -> None:
    assert Progress(execution(granted, end, start)).title == expected


def test_the_chart_of_months_says_that_nothing_is_due(edition: Edition) -> None:
    assert Progress(execution(edition)).title == "No money is due in this period yet"
