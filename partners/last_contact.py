"""The registry of the last contact with each city: what apps on the right know of it.

Each registers in ``AppConfig.ready()``: delegations say when somebody last went there or came from there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

Source = Callable[[Collection[int], date], Mapping[int, date]]
"""From primary keys of cities, and a day, to the last contact with each until that day; cities without one left out."""
SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """Add a source."""
    SOURCES.append(source)
    return source


def last_contacts(cities: Collection[int], on: date) -> dict[int, date]:
    """Return the last known contact with each of these cities until a day."""
    found: dict[int, date] = {}
    for source in SOURCES:
        for city, day in source(cities, on).items():
            found[city] = max(day, found.get(city, day))
    return found
