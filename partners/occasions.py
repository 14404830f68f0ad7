"""On which days partners are greeted: their city days and New Year, as the programme promises."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from partners.models import City, Greeting, Occasion

AHEAD = timedelta(days=60)
"""How long before its day a greeting is due."""
MISSED = timedelta(days=14)
"""How long after its day a greeting that was not sent is still shown."""
FEBRUARY, LEAP_DAY = 2, 29


class Due(NamedTuple):
    """A greeting that is due: to whom, on what, on which day, and the letter where it was begun."""

    city: City
    occasion: str
    day: date
    greeting: Greeting | None

    @property
    def occasion_words(self) -> str:
        """The occasion in words."""
        return str(Occasion(self.occasion).label)


def day_in(year: int, month: int, day: int) -> date | None:
    """Return a day of every year in this one; of 29 February the last of the month, None where no year has it."""
    if (month, day) == (FEBRUARY, LEAP_DAY) and not calendar.isleap(year):
        day -= 1
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def occasion_in(city: City, occasion: str, year: int) -> date | None:
    """Return the day of an occasion of a city in a year; None where its city day is not known."""
    if occasion == Occasion.NEW_YEAR:
        return date(year, 1, 1)
    if city.city_day_month is None or city.city_day_day is None:
        return None
    return day_in(year, city.city_day_month, city.city_day_day)


def occasions(city: City, first: date, last: date) -> Iterator[tuple[str, date]]:
    """Yield the occasions of a city from one day to another."""
    for occasion in Occasion.values:
        for year in range(first.year, last.year + 1):
            day = occasion_in(city, occasion, year)
            if day and first <= day <= last:
                yield occasion, day


def due(on: date) -> list[Due]:
    """Return the greetings that are due on a day and not sent yet, the next first; those just missed lead."""
    first, last = on - MISSED, on + AHEAD
    begun = {(one.city_id, one.occasion, one.day): one for one in Greeting.objects.between(first, last)}
    found = []
    for city in City.objects.greeted(on):
        for occasion, day in occasions(city, first, last):
            greeting = begun.get((city.pk, occasion, day))
            if greeting is None or greeting.sent_on is None:
                found.append(Due(city, occasion, day, greeting))
    return sorted(found, key=lambda each: (each.day, each.city.sort_key))
