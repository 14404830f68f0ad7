"""What pages show of a city: how far the relation has come and since when, its areas, its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS_ALT
from django.utils.translation import get_language

from oleksandria_intl.periods import HasPeriod, Period, Precision
from partners.models import Agreement, Area, City
from partners.querysets import STATES


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, in words of the page's language where there are such."""

    text: str
    is_ukrainian: bool = False
    """Whether it stands in Ukrainian on a page that does not."""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Event:
    """Something in the story of a relation; ``kind`` says what: signed, prepared, ended, visit, conference."""

    kind: str
    on: date | None
    moment: Moment
    row: Any


@dataclass(frozen=True, slots=True)
class Relation:
    """A city with the council's agreements with it."""

    city: City
    agreements: list[Agreement]

    @property
    def leading(self) -> Agreement | None:
        """The agreement that says how far the relation has come: the oldest of the best state."""
        found = sorted(self.agreements, key=lambda agreement: STATES.index(agreement.state))
        return found[0] if found else None

    @property
    def moment(self) -> Moment:
        """Since when the leading agreement is signed, or when it was ended."""
        return _moment_of_state(self.leading) if self.leading else Moment("")

    @property
    def areas(self) -> list[Area]:
        """The areas of its agreements, each once, sorted by the Ukrainian alphabet."""
        found = {area.pk: area for agreement in self.agreements for area in agreement.areas.all()}
        return sorted(found.values(), key=lambda area: area.sort_key)

    @property
    def city_day(self) -> str:
        """The city day, «6 травня»; empty when not known."""
        month = self.city.city_day_month
        return f"{self.city.city_day_day} {MONTHS_ALT[month]}" if month else ""

    @property
    def events(self) -> list[Event]:
        """What happened to the agreements."""
        return [event for agreement in self.agreements for event in _events_of(agreement)]


def relation_of(city: City) -> Relation:
    """Return the relation with a city that was fetched with its agreements."""
    parties: Iterable[Any] = city.shown_parties  # type: ignore[attr-defined]
    agreements = {party.agreement.pk: party.agreement for party in parties}.values()
    return Relation(city, sorted(agreements, key=lambda one: (one.period_start or date.max, one.code)))


def moment_of(row: HasPeriod) -> Moment:
    """Return when something is, as far as known."""
    if get_language() != "en":
        return Moment(row.period_text())
    if row.period_in_english:
        return Moment(row.period_in_english)
    return Moment(row.period_words, is_ukrainian=bool(row.period_words))


def day(on: date) -> Moment:
    """Return a day in words, as papers write it."""
    period = Period(on, on, Precision.DAY)
    return Moment(period.in_english if get_language() == "en" else str(period))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events from the oldest on; those without a date come last."""
    return sorted(events, key=lambda event: event.on or date.max)


def _moment_of_state(agreement: Agreement) -> Moment:
    if agreement.state == Agreement.State.ENDED:
        return day(agreement.ended_on) if agreement.ended_on else Moment("")
    return moment_of(agreement)


def _events_of(agreement: Agreement) -> Iterable[Event]:
    state = Agreement.State(agreement.state)
    if state == Agreement.State.PREPARED:
        yield Event(state, agreement.period_start, moment_of(agreement), agreement)
        return
    yield Event(Agreement.State.SIGNED, agreement.period_start, moment_of(agreement), agreement)
    if state == Agreement.State.ENDED:
        yield Event(state, agreement.ended_on, _moment_of_state(agreement), agreement)
