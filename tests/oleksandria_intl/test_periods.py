"""Dates of which more or less is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.models import Decision
from oleksandria_intl.periods import Period, Precision


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        ("2004-12-24", "2004-12-24", "day", "24 грудня 2004 року"),
        ("2020-05-05", "2020-05-07", "day", "5 травня - 7 травня 2020 року"),
        ("2019-12-30", "2020-01-02", "day", "30 грудня 2019 року - 2 січня 2020 року"),
        ("2020-08-01", "2020-08-31", "month", "серпень 2020 року"),
        ("2020-09-01", "2020-10-31", "month", "вересень-жовтень 2020 року"),
        ("2019-12-01", "2020-01-31", "month", "грудень 2019 року - січень 2020 року"),
        ("2020-01-01", "2020-12-31", "year", "протягом 2020 року"),
        ("2021-01-01", "2023-12-31", "year", "протягом 2021-2023 років"),
    ],
)
def test_a_period_is_said_as_precisely_as_it_is_known(start: str, end: str, precision: str, said: str) -> None:
    assert str(Period(date.fromisoformat(start), date.fromisoformat(end), precision)) == said


@given(st.dates(), st.integers(0, 800), st.sampled_from(["day", "month", "year"]))
def test_a_period_names_the_years_of_both_its_ends(start: date, days: int, precision: str) -> None:
    end = min(start, date.max - timedelta(days)) + timedelta(days)
    said = str(Period(min(start, end), end, precision))
    assert str(start.year) in said
    assert str(end.year) in said


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [("2021-01-01", "2023-12-31", True), ("2020-12-31", "2021-01-01", False), ("2023-12-31", "2024-01-01", False)],
)
def test_a_period_lies_within_years_when_both_its_ends_do(start: str, end: str, inside: bool) -> None:
    period = Period(date.fromisoformat(start), date.fromisoformat(end), "day")
    assert period.within(range(2021, 2024)) is inside


def test_the_paper_says_the_words_where_there_are_any() -> None:
    decision = Decision(
        period_start=date(2020, 1, 1), period_end=date(2020, 12, 31), period_precision="year", period_words="восени"
    )
    assert decision.period_text() == "восени"


def test_of_nothing_known_nothing_is_said() -> None:
    assert Decision().period_text() == ""
    assert Decision().period is None


def test_a_sole_first_day_is_the_last_day_too() -> None:
    decision = Decision(period_start=date(2020, 5, 5), period_precision=Precision.DAY)
    decision.clean()
    assert decision.period_end == date(2020, 5, 5)


def test_a_last_day_before_the_first_is_refused() -> None:
    decision = Decision(period_start=date(2020, 5, 5), period_end=date(2020, 5, 4), period_precision="day")
    with pytest.raises(ValidationError) as refused:
        decision.clean()
    assert list(refused.value.error_dict) == ["period_end"]


def test_a_time_that_is_no_date_has_english_words() -> None:
    assert Decision(period_words="За окремим графіком").when_en == "on a separate schedule"
    assert Decision(period_words="навесні").when_en == ""
