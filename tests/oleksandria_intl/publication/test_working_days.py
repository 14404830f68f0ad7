"""Working days between the publication of a draft and its session, by the rule of the day of publication."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from oleksandria_intl.models import PublicationRule, SpecialDay
from oleksandria_intl.publication.working_days import Calendar
from tests import factories


@pytest.fixture
def calendar(db: None) -> Calendar:
    factories.publication_rules()
    return Calendar()


@pytest.mark.parametrize(
    ("published", "session", "days"),
    [
        (date(2025, 12, 12), date(2025, 12, 23), 6),
        (date(2025, 12, 8), date(2025, 12, 23), 10),
        (date(2025, 12, 22), date(2025, 12, 23), 0),
        (date(2025, 12, 23), date(2025, 12, 23), 0),
        (date(2025, 12, 24), date(2025, 12, 23), 0),
    ],
)
def test_full_working_days_between_two_days_are_counted(
    calendar: Calendar, published: date, session: date, days: int
) -> None:
    assert calendar.between(published, session) == days


@pytest.mark.parametrize(
    ("published", "session", "is_short", "earliest"),
    [
        (date(2025, 12, 12), date(2025, 12, 23), True, date(2025, 12, 29)),
        (date(2025, 12, 8), date(2025, 12, 23), False, date(2025, 12, 23)),
        (date(2025, 12, 9), date(2025, 12, 23), True, date(2025, 12, 24)),
    ],
)
def test_the_real_case_is_short_and_a_draft_of_four_days_before_is_not(
    calendar: Calendar, published: date, session: date, is_short: bool, earliest: date
) -> None:
    term = calendar.term(published, session)
    assert term
    assert (term.is_short, term.earliest, term.rule.working_days) == (is_short, earliest, 10)


def test_a_draft_of_2019_is_counted_by_twenty_days(calendar: Calendar) -> None:
    term = calendar.term(date(2019, 11, 25), date(2019, 12, 20))
    assert term
    assert (term.rule.working_days, term.days, term.is_short) == (20, 18, True)


def test_the_rule_is_that_of_the_day_of_publication(calendar: Calendar) -> None:
    before, after = (calendar.term(day, date(2020, 12, 24)) for day in (date(2020, 9, 30), date(2020, 10, 1)))
    assert before
    assert after
    assert (before.rule.code, after.rule.code) == ("law-2939", "law-890")


def test_before_any_rule_nothing_is_asked(calendar: Calendar) -> None:
    assert calendar.term(date(2011, 5, 8), date(2011, 5, 9)) is None


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2019, 12, 25), False),
        (date(2020, 1, 7), False),
        (date(2019, 12, 21), True),  # a Saturday worked in for the 30th
        (date(2019, 12, 30), False),
        (date(2022, 3, 8), True),  # martial law
        (date(2025, 12, 25), True),
        (date(2025, 12, 27), False),
    ],
)
def test_holidays_are_free_but_for_martial_law(calendar: Calendar, day: date, is_working: bool) -> None:
    assert calendar.is_working(day) is is_working


def test_a_special_day_goes_before_the_calendar(calendar: Calendar) -> None:
    SpecialDay.objects.create(day=date(2025, 12, 22), is_working=False)
    SpecialDay.objects.create(day=date(2025, 12, 20), is_working=True)
    assert not calendar.is_working(date(2025, 12, 22))
    assert calendar.is_working(date(2025, 12, 20))


def test_an_edited_rule_counts(db: None) -> None:
    PublicationRule.objects.create(code="own", in_force_from=date(2025, 1, 1), working_days=5)
    term = Calendar().term(date(2025, 12, 12), date(2025, 12, 23))
    assert term
    assert not term.is_short


KNOWN_MONTHS = {
    # Annex to the letter of the Ministry of Social Policy of 08.08.2018 № 78/0/206-18.
    2019: (21, 20, 20, 21, 21, 18, 23, 21, 21, 22, 21, 21),
    # With 8 January, 23 August and 15 October moved within their months, free days for holidays at a weekend.
    2021: (19, 20, 22, 22, 18, 20, 22, 21, 22, 20, 22, 22),
    # Martial law: no holidays (Law 2136-IX, 6).
    2025: (23, 20, 21, 22, 22, 21, 23, 21, 22, 23, 20, 23),
}
MOVED = {4: -1, 5: 1}
"""What the days that the government moved change beside the letter: 30 April 2019 for 11 May (7-р of 10.01.2019)."""
HOLIDAYS = {
    2019: "01.01 07.01 08.03 28.04 01.05 09.05 16.06 28.06 24.08 14.10 25.12",
    2021: "01.01 07.01 08.03 01.05 02.05 09.05 20.06 28.06 24.08 14.10 25.12",
}


@pytest.mark.parametrize("year", [2019, 2021, 2025])
def test_the_working_days_of_every_month_are_those_of_the_ministry(calendar: Calendar, year: int) -> None:
    days = [date(year, 1, 1) + timedelta(each) for each in range(365)]
    counted = Counter(day.month for day in days if calendar.is_working(day))
    moved = MOVED if year == 2019 else {}
    assert [counted[month] - moved.get(month, 0) for month in range(1, 13)] == list(KNOWN_MONTHS[year])


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_holiday_of_the_labour_code_is_free_and_none_under_martial_law(calendar: Calendar, year: int) -> None:
    holidays = [date(year, int(each[3:]), int(each[:2])) for each in HOLIDAYS[year].split()]
    assert len(holidays) == 11
    assert [day for day in holidays if calendar.is_working(day)] == []
    fixed = [date(2025, day.month, day.day) for day in holidays]
    assert [day for day in fixed if calendar.is_working(day) != (day.weekday() < 5)] == []


def test_a_number_of_working_days_after_a_day_ends_on_a_working_one(calendar: Calendar) -> None:
    assert calendar.after(date(2021, 8, 20), 1) == date(2021, 8, 25)  # the 23rd was moved, the 24th a holiday
    assert calendar.after(date(2021, 8, 25), 3) == date(2021, 8, 28)  # a Saturday worked in for the 23rd
    assert calendar.after(date(2025, 8, 22), 1) == date(2025, 8, 25)
    assert calendar.after(date(2020, 10, 2), 10) == date(2020, 10, 19)
