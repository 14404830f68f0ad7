"""Working days between the publication of a draft and its session, by the rule of the day of publication."""

from __future__ import annotations

from datetime import date

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
