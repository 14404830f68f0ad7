"""Dates that are typed in one cell."""

from __future__ import annotations

import pytest

from oleksandria_intl.period_reading import read_period


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("серпень 2020", "серпень 2020 року"),
        ("у серпні 2020 року", "серпень 2020 року"),
        ("08.2020", "серпень 2020 року"),
        ("вересень-жовтень 2020 року", "вересень-жовтень 2020 року"),
        ("Протягом 2020 року", "протягом 2020 року"),
        ("2020-2021", "протягом 2020-2021 років"),
        ("15.08.2020", "15 серпня 2020 року"),
        ("15 серпня 2020 року", "15 серпня 2020 року"),
        ("15.08.2020 - 20.08.2020", "15 серпня - 20 серпня 2020 року"),
        ("15-20 серпня 2020 року", "15 серпня - 20 серпня 2020 року"),
        ("грудень 2020 року – січень 2021 року", "грудень 2020 року - січень 2021 року"),
    ],
)
def test_a_date_is_read_as_it_is_written_and_printed_one_way(text: str, printed: str) -> None:
    assert str(read_period(text)) == printed


@pytest.mark.parametrize(
    "text", ["", "за окремим графіком", "31.02.2020", "серпень", "20.08.2020 - 15.08.2020", "99", "13.2020"]
)
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert read_period(text) is None
