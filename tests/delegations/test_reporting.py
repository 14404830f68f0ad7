"""Until when reports on trips are due, what they lack, and when follow-ups are asked about."""

from __future__ import annotations

from datetime import date

import pytest

from delegations import follow_ups, reporting
from delegations.models import Advance, Delegation, ReportingRule
from tests import factories, trips

pytestmark = pytest.mark.django_db


def test_a_report_is_due_so_many_working_days_after_the_return_by_the_rule_of_that_day() -> None:
    trip = trips.ordered()
    assert reporting.due_on(trip) is None  # no rule
    trips.rule(10)
    assert reporting.due_on(trip) == date(2020, 10, 19)  # the 14th was a holiday
    trips.rule(5, since=date(2020, 10, 2))
    assert reporting.due_on(trip) == date(2020, 10, 9)
    trips.rule(1, since=date(2020, 10, 3))
    assert reporting.due_on(trip) == date(2020, 10, 9)


def test_no_holiday_moves_the_day_under_martial_law() -> None:
    factories.publication_rules()
    trips.rule(5)
    peace, war = (
        trips.ordered(f"easter-{year}", period_start=date(year, 4, 30), period_end=date(year, 4, 30))
        for year in (2021, 2025)
    )
    # 3, 4 and 10 May 2021 were free: for holidays at the weekends, and for Easter.
    assert (reporting.due_on(peace), reporting.due_on(war)) == (date(2021, 5, 12), date(2025, 5, 7))


def test_nobody_reports_on_guests_nor_before_an_order() -> None:
    trips.rule()
    trip = trips.ordered()
    Delegation.objects.filter(pk=trip.pk).update(direction="in")
    prepared = Delegation(direction="out", period_start=trips.START, period_end=trips.BACK, period_precision="day")
    trip.refresh_from_db()
    assert [reporting.due_on(each) for each in (trip, prepared)] == [None, None]


def test_a_report_is_overdue_from_the_day_after_until_it_is_handed_in() -> None:
    trips.rule(5)
    trip = trips.ordered()
    assert reporting.overdue_since(trip, date(2020, 10, 9)) is None
    assert reporting.overdue_since(trip, date(2020, 10, 10)) == date(2020, 10, 10)
    assert [late.delegation for late in reporting.overdue(date(2021, 1, 1))] == [trip]
    assert reporting.overdue(date(2020, 10, 9)) == []
    trips.step(trip, "reported")
    assert reporting.overdue_since(trip, date(2021, 1, 1)) is None
    assert reporting.overdue(date(2021, 1, 1)) == []


def test_a_report_on_an_advance_is_due_on_the_fifth_banking_day_after_the_return_unless_the_rule_says_otherwise() -> (
    None
):
    trip = trips.ordered()
    trips.step(trip, "reported")
    duty = reporting.Duty()
    assert duty.advance_due_on(trip) is None  # no rule
    rule = trips.rule(10)
    assert reporting.Duty().advance_due_on(trip) == date(2020, 10, 9)
    ReportingRule.objects.filter(pk=rule.pk).update(advance_days=8)
    assert reporting.Duty().advance_due_on(trip) == date(2020, 10, 15)  # the 14th was a holiday


def test_only_what_was_given_and_not_reported_on_is_to_be_reported() -> None:
    trips.rule()
    trip = trips.ordered()
    member = trip.participants.get()
    assert reporting.advances_due_on(trip) is None
    advance = Advance.objects.create(participant=member, amount=0)
    assert reporting.advances_due_on(trip) is None
    Advance.objects.filter(pk=advance.pk).update(amount=1_000)
    assert reporting.advances_due_on(trip) == date(2020, 10, 9)
    assert reporting.advances_to_report(trips.BACK) == []
    assert reporting.advances_to_report(date(2020, 10, 3)) == [(advance, date(2020, 10, 9))]
    Advance.objects.filter(pk=advance.pk).update(reported_on=date(2020, 10, 5))
    assert reporting.advances_due_on(trip) is None
    assert reporting.advances_to_report(date(2020, 10, 3)) == []


def test_the_longest_overdue_report_comes_first() -> None:
    trips.rule(5)
    late = trips.ordered("later", period_start=date(2020, 10, 5), period_end=date(2020, 10, 6))
    longest = trips.ordered()
    assert [each.delegation for each in reporting.overdue(date(2021, 1, 1))] == [longest, late]


def test_a_report_lacks_what_was_done_what_came_of_it_and_its_day() -> None:
    trip = trips.ordered()
    assert len(reporting.lacks(trip)) == 1
    report = trips.report(trip, done_uk=" ", results_uk="", handed_in_on=None)
    assert len(reporting.lacks(trip)) == 3
    report.done_uk = report.results_uk = "Є."
    report.handed_in_on = date(2020, 10, 1)  # before the return
    report.save()
    assert len(reporting.lacks(trip)) == 1
    report.handed_in_on = trips.BACK
    report.save()
    assert reporting.lacks(trip) == []
    trip.kind = Delegation.Kind.CONFERENCE
    assert len(reporting.lacks(trip)) == 1
    report.brought_uk = "Програму обміну."
    report.save()
    assert reporting.lacks(trip) == []


def test_a_follow_up_is_asked_about_after_3_6_and_12_months_and_once_it_is_due() -> None:
    follow_up = trips.reported()
    days = [date(2021, 1, 1), date(2021, 1, 2), date(2021, 4, 2), date(2021, 10, 2)]
    assert reporting.asked_on(follow_up) == days
    assert reporting.asked(date(2020, 12, 31)) == []
    assert reporting.asked(date(2021, 1, 1)) == [follow_up]
    clerk = factories.person("clerk", "Діловод", "Олена Тестова")
    follow_ups.answer(follow_up=follow_up, outcome="not-yet", on=date(2021, 1, 5), words="Триває.", by=clerk)
    assert [bool(reporting.asked(date(2021, 4, day))) for day in (1, 2)] == [False, True]
    follow_ups.answer(follow_up=follow_up, outcome="done", on=date(2021, 4, 2), by=clerk)
    assert reporting.asked(date(2021, 12, 31)) == []


def test_a_month_later_is_the_last_day_of_a_shorter_month() -> None:
    found = [reporting.months_later(date(2020, 11, 30), months) for months in (3, 6, 12)]
    assert found == [date(2021, 2, 28), date(2021, 5, 30), date(2021, 11, 30)]
    assert reporting.months_later(date(2020, 12, 31), 12) == date(2021, 12, 31)
