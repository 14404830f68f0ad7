"""Sums of money by year and source: every paper, page and export asks here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from budget.models import Funding, MeasureLine, Payment
from budget.querysets import Money
from programs.models import Edition
from tests import factories, spending

AMOUNT = st.decimals(min_value=0, max_value=10**9, places=2)
PLACE = st.tuples(st.integers(2020, 2023), st.sampled_from(["city", "grant", "sponsors"]))
MONEY = st.dictionaries(PLACE, AMOUNT).map(Money)


@given(MONEY, MONEY)
def test_a_sum_has_the_kopiykas_of_both(one: Money, other: Money) -> None:
    assert (one + other).total == one.total + other.total


@given(MONEY, MONEY)
def test_the_order_of_adding_does_not_matter(one: Money, other: Money) -> None:
    assert dict((one + other).amounts) == dict((other + one).amounts)


@given(MONEY)
def test_the_years_together_are_the_total(money: Money) -> None:
    assert sum((money.of(year=year) or Decimal(0) for year in range(2020, 2024)), Decimal(0)) == money.total


@given(MONEY)
def test_the_sources_together_are_the_total(money: Money) -> None:
    sources = ("city", "grant", "sponsors")
    assert sum((money.of(source=source) or Decimal(0) for source in sources), Decimal(0)) == money.total


def test_of_a_year_without_money_nothing_is_said() -> None:
    assert Money({(2020, "city"): Decimal(5)}).of(year=2021) is None


def test_a_planned_zero_is_said() -> None:
    money = Money({(2020, "city"): Decimal(0)})
    assert money.of(year=2020) == 0
    assert money


def test_no_money_at_all_is_told_from_a_zero() -> None:
    assert not Money()
    assert Money().of() is None
    assert Money().total == 0


def test_every_measures_money_is_found_at_once(programme_2021_2023: Edition) -> None:
    money = Funding.objects.of_edition(programme_2021_2023).by_measure()
    line = MeasureLine.objects.get(code="1.2")
    assert money[line.pk].of(year=2022) == 440_000
    assert money[line.pk].of(year=2022, source="test-grant") == 200_000
    assert MeasureLine.objects.get(code="1.3").pk not in money


def test_the_money_of_another_edition_is_not_counted(programme_2020: Edition, programme_2021_2023: Edition) -> None:
    money = Funding.objects.of_edition(programme_2020).by_measure()
    assert sum(each.total for each in money.values()) == 580_000


def test_editions_tell_their_totals_at_once(programme_2020: Edition, programme_2021_2023: Edition) -> None:
    totals = Funding.objects.total_by_edition([programme_2020, programme_2021_2023])
    assert totals == {programme_2020.pk: 580_000, programme_2021_2023.pk: 1_830_000}


def test_measures_stand_by_direction_and_order(programme_2020: Edition) -> None:
    MeasureLine.objects.filter(code="1.1").update(order=99)
    codes = [line.code for line in MeasureLine.objects.of_edition(programme_2020)]
    assert codes[:4] == ["1.2", "1.3", "1.4", "1.1"]
    assert codes[4].startswith("2.")


def test_a_payment_outside_an_import_waits_for_the_programmes_of_its_codes_and_year(db: None) -> None:
    ours, other = factories.edition("2020").program, factories.edition("other").program
    granted_nothing = factories.edition("third").program
    spending.grant("1.1", 10, program=ours)
    spending.grant("1.1", 10, program=other, program_code="0210190")
    waiting: dict[int, dict[str, Any]] = {
        1: {},
        2: {"program_code": "0210190"},
        4: {"program_code": None},
        8: {"on": date(2019, 3, 16)},
        16: {"batch": spending.batch(other)},
    }
    for amount, fields in waiting.items():
        spending.pay(None, amount, **fields)
    found = {
        program.slug: Payment.objects.waiting().maybe_of_program(program).total()
        for program in (ours, other, granted_nothing)
    }
    assert found == {"2020": 1 + 4, "other": 2 + 4 + 16, "third": 1 + 2 + 4}
