"""What pages show of a city: how far the relation has come and since when, its areas, its days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.utils.dates import MONTHS_ALT

from oleksandria_intl.periods import HasPeriod, Period, Precision
from partners.models import Agreement, Area, City, Step
from partners.querysets import STATES

SINCE = (Step.REGISTERED, Step.IN_FORCE, Step.SUSPENDED, Step.RESUMED, Step.ENDED)
"""The steps after the signature that the story of a relation tells."""


class Event(NamedTuple):
    """Something that happened to an agreement; ``kind`` says what: signed, prepared, or one of ``SINCE``."""

    kind: str
    on: date | None
    time: Period | HasPeriod | None
    """What knows in words when it was."""
    row: Agreement


class Relation(NamedTuple):
    """A city with the council's agreements with it."""

    city: City
    agreements: list[Agreement]

    @property
    def leading(self) -> Agreement | None:
        """The agreement that says how far the relation has come: the oldest of the best state."""
        found = sorted(self.agreements, key=lambda agreement: STATES.index(agreement.state))
        return found[0] if found else None

    @property
    def time(self) -> Period | HasPeriod | None:
        """What knows since when the leading agreement is signed, or when it was ended."""
        return _time_of_state(self.leading) if self.leading else None

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
        return [event for agreement in self.agreements for event in events_of(agreement)]


def relation_of(city: City) -> Relation:
    """Return the relation with a city that was fetched with its agreements."""
    parties: Iterable[Any] = city.shown_parties  # type: ignore[attr-defined]
    agreements = {party.agreement.pk: party.agreement for party in parties}.values()
    return Relation(city, sorted(agreements, key=lambda one: (one.period_start or date.max, one.code)))


def _time_of_state(agreement: Agreement) -> Period | HasPeriod | None:
    if agreement.state != Agreement.State.ENDED:
        return agreement
    return Period(agreement.ended_on, agreement.ended_on, Precision.DAY) if agreement.ended_on else None


def events_of(agreement: Agreement) -> Iterable[Event]:
    """Yield what happened to an agreement that was fetched with its details: its signature, the steps since."""
    begun = Agreement.State.SIGNED if agreement.is_signed else Agreement.State.PREPARED
    yield Event(begun, agreement.period_start, agreement, agreement)
    steps = [step for step in agreement.steps.all() if step.stands and step.step in SINCE and step.on]
    for step in steps:
        yield Event(step.step, step.on, step.time, agreement)
    if agreement.state == Agreement.State.ENDED and all(step.step != Step.ENDED for step in steps):
        yield Event(Step.ENDED, agreement.ended_on, _time_of_state(agreement), agreement)
