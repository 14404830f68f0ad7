"""Working days by the office's own table of rules and days: from the publication of a draft to its session, and on."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from oleksandria_intl.models import PublicationRule, SpecialDay
from oleksandria_intl.models.publication import rule_on

SATURDAY = 5
DAY = timedelta(days=1)
MOST_DAYS = 400
"""How far the calendar is looked through; no rule asks for so many."""


class Term(NamedTuple):
    """How long a draft is published before its session, against the rule of the day of publication."""

    rule: PublicationRule
    days: int
    """Full working days between the two."""
    earliest: date
    """The first session that would do."""

    @property
    def is_short(self) -> bool:
        """Whether the days are fewer than the rule asks for."""
        return self.days < self.rule.working_days


class Calendar:
    """The working days, as rules and special days say now; asks the database once."""

    @cached_property
    def rules(self) -> list[PublicationRule]:
        """The rules, the latest first."""
        return list(PublicationRule.objects.latest_first())

    @cached_property
    def _special(self) -> dict[date, bool]:
        return dict(SpecialDay.objects.values_list("day", "is_working"))

    @cached_property
    def _holidays(self) -> object:
        """The public holidays of Ukraine, with the days off that the government moved."""
        from holidays import country_holidays  # takes a tenth of a second

        return country_holidays("UA")

    def is_working(self, day: date) -> bool:
        """Whether a day is a working one."""
        if day in self._special:
            return self._special[day]
        rule = rule_on(self.rules, day)
        if rule and rule.holidays_are_working:
            return day.weekday() < SATURDAY
        return bool(self._holidays.is_working_day(day))  # type: ignore[attr-defined]

    def between(self, published: date, session: date) -> int:
        """Return how many full working days lie between two days, neither of them counted."""
        count = max((session - published).days, 0)
        return sum(self.is_working(published + DAY * each) for each in range(1, min(count, MOST_DAYS)))

    def after(self, day: date, working_days: int) -> date:
        """Return the working day that is so many working days after a day, which is not counted itself."""
        passed = 0
        for _each in range(MOST_DAYS):
            day += DAY
            passed += self.is_working(day)
            if passed == working_days:
                break
        return day

    def earliest_session(self, published: date, working_days: int) -> date:
        """Return the first working day that has so many working days between it and the publication."""
        day, passed = published + DAY, 0
        for _each in range(MOST_DAYS):
            if self.is_working(day):
                if passed >= working_days:
                    break
                passed += 1
            day += DAY
        return day

    def latest_publication(self, session: date) -> date | None:
        """Return the last working day on which a draft may be published before a session; None without a rule."""
        rule = rule_on(self.rules, session)
        if rule is None:
            return None
        day, passed = session - DAY, 0
        for _each in range(MOST_DAYS):
            if self.is_working(day):
                if passed >= rule.working_days:
                    break
                passed += 1
            day -= DAY
        return day

    def term(self, published: date, session: date) -> Term | None:
        """Return how long a draft is published before its session; None where no rule was in force then."""
        rule = rule_on(self.rules, published)
        if rule is None:
            return None
        earliest = self.earliest_session(published, rule.working_days)
        return Term(rule, self.between(published, session), earliest)
