"""What became of a programme's indicators, by kind and year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from programs.models import Edition, Indicator, IndicatorFact, IndicatorValue
from programs.outcomes import Outcome, outcomes_of


@pytest.fixture
def indicators(edition: Edition) -> Edition:
    """An edition that plans 3 visits (product) and 80 % of satisfied guests, of which nobody said what it measures."""
    for order, (code, kind, plan) in enumerate((("satisfied", "", 80), ("visits", "product", 3)), 1):
        row = Indicator.objects.create(edition=edition, code=code, order=order, name_uk=code, unit_uk="од.", kind=kind)
        IndicatorValue.objects.create(indicator=row, year=2020, value=plan)
    return edition


def fact(edition: Edition, on: date, value: int, **words: Any) -> IndicatorFact:
    """State how many visits there were by a day."""
    return IndicatorFact.objects.create(program=edition.program, indicator="visits", on=on, value=value, **words)


def visits(edition: Edition, start: date, end: date) -> Outcome:
    """Return the outcome of the visits in a period within a year."""
    return outcomes_of(edition, start, end)[0].rows[0]


def test_outcomes_stand_by_kind_with_their_numbers_in_the_edition(indicators: Edition) -> None:
    groups = outcomes_of(indicators, date(2020, 1, 1), date(2020, 12, 31))
    assert [(group.kind, [(row.number, row.plan) for row in group.rows]) for group in groups] == [
        ("product", [(2, Decimal(3))]),
        ("", [(1, Decimal(80))]),
    ]
    assert outcomes_of(indicators, date(2021, 1, 1), date(2021, 12, 31)) == []


def test_the_fact_is_the_last_from_january_to_the_end_of_the_period(indicators: Edition) -> None:
    for day, value in ((date(2019, 12, 31), 9), (date(2020, 3, 31), 1), (date(2020, 9, 30), 2)):
        fact(indicators, day, value)
    found = [visits(indicators, date(2020, 4, 1), date(2020, month, 28)) for month in (2, 6, 12)]
    assert [(row.fact, row.fact_on, row.deviation) for row in found] == [
        (None, None, None),
        (Decimal(1), date(2020, 3, 31), Decimal(-2)),
        (Decimal(2), date(2020, 9, 30), Decimal(-1)),
    ]


def test_a_year_that_deviates_lacks_a_reason_until_one_is_written(indicators: Edition) -> None:
    year = date(2020, 1, 1), date(2020, 12, 31)
    assert not visits(indicators, *year).lacks_reason
    fact(indicators, date(2020, 9, 30), 2)
    assert not visits(indicators, *year).lacks_reason
    row = fact(indicators, date(2020, 12, 31), 2)
    assert visits(indicators, *year).lacks_reason
    row.reason, row.source = "Кордони було закрито.", "журнал"
    row.save()
    found = visits(indicators, *year)
    assert (found.lacks_reason, found.reason, found.source) == (False, "Кордони було закрито.", "журнал")
    IndicatorFact.objects.update(reason="", value=3)
    assert not visits(indicators, *year).lacks_reason


def test_each_year_of_a_programme_has_its_own_fact(indicators: Edition) -> None:
    Edition.objects.filter(pk=indicators.pk).update(year_to=2021)
    edition = Edition.objects.get(pk=indicators.pk)
    fact(edition, date(2020, 12, 31), 2)
    fact(edition, date(2021, 12, 31), 5)
    rows: Any = outcomes_of(edition, date(2020, 1, 1), date(2021, 12, 31))[0].rows
    assert [(row.year, row.plan, row.fact) for row in rows] == [(2020, 3, 2), (2021, None, 5)]
