"""Percentages: a hundred is said of all, and of nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.documents.sheets.formulas import ratio
from oleksandria_intl.shares import percent

KOPIYKAS = st.integers(min_value=1, max_value=10**12)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        ("19999.99", "20000", "99.9"),
        ("20000", "20000", "100.0"),
        ("20000.01", "20000", "100.1"),
        ("12.29", "100", "12.2"),
        ("112.21", "100", "112.3"),
        ("112.20", "100", "112.2"),
        ("-0.01", "100", "-0.1"),
        ("0", "100", "0.0"),
    ],
)
def test_a_percentage_is_cut_down_to_the_whole_and_raised_beyond_it(part: str, whole: str, shown: str) -> None:
    assert percent(Decimal(part), Decimal(whole)) == Decimal(shown)


def test_there_is_no_percentage_of_nothing() -> None:
    assert percent(Decimal(5), Decimal(0)) is None
    assert percent(Decimal(5), None) is None
    assert percent(None, Decimal(5)) == 0


@given(part=KOPIYKAS, whole=KOPIYKAS)
def test_a_hundred_is_said_of_all_alone(part: int, whole: int) -> None:
    share = percent(Decimal(part) / 100, Decimal(whole) / 100)
    assert (share == 100) is (part == whole)


@given(part=KOPIYKAS, whole=KOPIYKAS)
def test_the_formula_of_a_spreadsheet_gives_the_same_in_binary_fractions(part: int, whole: int) -> None:
    """As a spreadsheet counts it: with floats."""
    said = ratio("A1", "B1", Decimal(part) / 100, Decimal(whole) / 100)
    tenths = round(part / 100 * 100) * 1000 / round(whole / 100 * 100)
    counted = (-(-tenths // 1) if tenths > 1000 else tenths // 1) / 10
    assert said.result == Decimal(str(counted))
