"""A month of visits and conferences: what is on which day, what in the month or the year, which months are near."""

from __future__ import annotations

import re
from calendar import MONDAY, Calendar, monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format

from delegations.events import UPCOMING, Event, Span, at
from delegations.events import spans as all_spans
from oleksandria_intl.localized import in_english
from oleksandria_intl.periods import Precision

CODE = re.compile(r"([0-9]{4})-([0-9]{2})")
DAY = timedelta(days=1)
MOST = 20
"""The most events of unknown day shown beside a month's days; the list holds every one."""


class Month(NamedTuple):
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month in which a day lies."""
        return cls(day.year, day.month)

    @classmethod
    def called(cls, text: str) -> Month | None:
        """Return the month of «2020-09»; None where the calendar has no such month."""
        if (found := CODE.fullmatch(text.strip())) is None:
            return None
        year, number = map(int, found.groups())
        return cls(year, number) if date.min.year <= year and 1 <= number <= 12 else None

    @property
    def code(self) -> str:
        """What addresses call it: «2020-09»."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def head(self) -> str:
        """Its name as a head: «Вересень 2020»."""
        return date_format(self.first, "F Y")

    @property
    def name(self) -> str:
        """Its name within a sentence: «вересень 2020», "September 2020"."""
        return self.head if in_english() else self.head[:1].lower() + self.head[1:]

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def earlier(self) -> Month | None:
        """The month before; None before the first that the calendar has."""
        return None if self.first == date.min else Month.of(self.first - DAY)

    @property
    def later(self) -> Month | None:
        """The month after; None after the last that the calendar has."""
        return None if self.last == date.max else Month.of(self.last + DAY)


class OnDay(NamedTuple):
    """An event on one of the days that it lasts."""

    event: Event
    day: date

    @property
    def number(self) -> int:
        """Which of its days it is, from one."""
        start: date = self.event.trip.period_start
        return (self.day - start).days + 1

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return int((self.event.trip.period_end - self.event.trip.period_start).days) + 1

    @property
    def is_named(self) -> bool:
        """Whether its name stands here for the eye: on its first day, and on the first that the month shows."""
        return self.number == 1 or self.day.day == 1


class Day(NamedTuple):
    """A day of the month."""

    date: date
    is_today: bool
    events: list[OnDay]


class Shown(NamedTuple):
    """What a month shows: events by how well their date is known, and how many have none."""

    weeks: list[list[Day | None]]
    by_day: list[Event]
    by_month: list[Event]
    by_year: list[Event]
    left: int
    """How many more are known only to the month or the year than stand here."""
    undated: int

    @property
    def heads(self) -> list[date]:
        """Days that are named as the columns are: a Monday, a Tuesday …"""
        return [date(2024, 1, number) for number in range(1, 8)]


def shown(spans: Iterable[Span], month: Month, today: date) -> Shown:
    """Return what a month shows of these events; only those that may be in it are fetched."""
    asked = list(spans)
    overlapping = [span for span in asked if _is_within(span, month)]
    overlapping.sort(key=lambda span: (span.start or span.last, span.kind, span.pk))
    known = [
        [span for span in overlapping if span.precision == precision][:most]
        for precision, most in ((Precision.DAY, None), (Precision.MONTH, MOST), (Precision.YEAR, MOST))
    ]
    found = at([span for part in known for span in part], today)
    by_day, by_month, by_year = (
        [event for event in found if event.trip.period_precision == precision]
        for precision in (Precision.DAY, Precision.MONTH, Precision.YEAR)
    )
    undated = sum(span.start is None for span in asked)
    return Shown(_weeks(month, by_day, today), by_day, by_month, by_year, len(overlapping) - len(found), undated)


class Coming(NamedTuple):
    """What is still to come in a month, as far as the months of events are known."""

    month: Month
    events: list[Event]


def next_month(today: date) -> Coming:
    """Return what is still to come in the next month, in the order of time."""
    month = Month.of(today).later or Month.of(today)
    known = [
        span
        for span in all_spans("", UPCOMING, today)
        if span.precision in (Precision.DAY, Precision.MONTH) and _is_within(span, month)
    ]
    return Coming(month, at(sorted(known, key=lambda span: (span.start or span.last, span.kind, span.pk)), today))


def _is_within(span: Span, month: Month) -> bool:
    """Whether an event may be in a month."""
    return span.start is not None and span.end is not None and span.start <= month.last and span.end >= month.first


def _weeks(month: Month, events: list[Event], today: date) -> list[list[Day | None]]:
    """Return the weeks from Monday; None where a week's day lies outside the month."""
    weeks = Calendar(MONDAY).monthdayscalendar(month.year, month.number)
    return [[_day(month, number, events, today) if number else None for number in week] for week in weeks]


def _day(month: Month, number: int, events: list[Event], today: date) -> Day:
    day = month.first.replace(day=number)
    lasting = [OnDay(event, day) for event in events if event.trip.period_start <= day <= event.trip.period_end]
    return Day(day, day == today, lasting)


def default(spans: Iterable[Span], today: date) -> Month:
    """Return the month of the next event, else of the last past one, else of today."""
    known = _within_months(spans)
    upcoming = [max(start, today) for start, end in known if end >= today]
    past = [end for _start, end in known if end < today]
    return Month.of(min(upcoming) if upcoming else max(past, default=today))


def with_events(spans: Iterable[Span]) -> set[Month]:
    """Return the months in which an event may begin or end."""
    return {Month.of(day) for known in _within_months(spans) for day in known}


class Near(NamedTuple):
    """Where one goes from a month: one earlier or later, or past empty ones to the nearest that has events.

    One earlier or later within the years of the events and today's alone: no robot is led on without end.
    """

    earlier: Month | None
    later: Month | None
    earlier_with_events: Month | None
    later_with_events: Month | None


def near(spans: Iterable[Span], month: Month, today: date) -> Near:
    """Return where one goes from a month; no nearest one with events where there is none, or it is next to it."""
    known = _within_months(spans)
    before = max((min(end, month.first - DAY) for start, end in known if start < month.first), default=None)
    after = min((max(start, month.last + DAY) for start, end in known if end > month.last), default=None)
    years = [today.year, *(day.year for days in known for day in days)]
    earlier, later = (
        neighbour if neighbour and min(years) <= neighbour.year <= max(years) else None
        for neighbour in (month.earlier, month.later)
    )
    return Near(earlier, later, _unless(earlier, before), _unless(later, after))


def _unless(neighbour: Month | None, day: date | None) -> Month | None:
    """Return the month of a day unless it is the neighbour."""
    return None if day is None or Month.of(day) == neighbour else Month.of(day)


def _within_months(spans: Iterable[Span]) -> list[tuple[date, date]]:
    """Return the first and last days of events of which at least the months are known."""
    return [
        (span.start, span.end)
        for span in spans
        if span.start and span.end and span.precision in (Precision.DAY, Precision.MONTH)
    ]
