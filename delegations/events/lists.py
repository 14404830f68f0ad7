"""The list of what is planned and of what happens: of a plan that came about stands there the delegation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q

from delegations.events.held import Held, kind_of, last_day_of
from delegations.events.planned import CONFERENCE, VISIT, Event, last_day
from delegations.models import Conference, Delegation, PlannedTrip, PlannedVisit
from programs.models import Edition

MODELS: dict[str, type[PlannedTrip]] = {VISIT: PlannedVisit, CONFERENCE: Conference}
UPCOMING, PAST = "upcoming", "past"


class Span(NamedTuple):
    """When a public event may be: enough to sort and filter lists before any row is fetched."""

    kind: str
    pk: int
    start: date | None
    end: date | None
    precision: str
    last: date
    is_held: bool = False


def spans(kind: str, when: str, today: date) -> list[Span]:
    """Return the spans of all public events of a kind and time (empty: of all), in no order."""
    delegations = Delegation.objects.public(today)
    found = [span for span in (*_planned(delegations, today), *_held(delegations)) if kind in ("", span.kind)]
    return [span for span in found if when == "" or (span.last < today) == (when == PAST)]


def _planned(delegations: Any, today: date) -> Iterator[Span]:
    """Yield what is planned and of which none of these delegations came."""
    editions = Edition.objects.current(today).primary_keys()
    for name, model in MODELS.items():
        rows = model.objects.of_editions(editions).without_delegation(name, delegations)
        for pk, start, end, precision, year in rows.spans():
            yield Span(name, pk, start, end, precision, last_day(end, year))


def _held(delegations: Any) -> Iterator[Span]:
    for pk, direction, kind, status, start, end, precision in delegations.spans():
        last = last_day_of(status, end)
        yield Span(kind_of(direction, kind), pk, start, end, precision, last, is_held=True)


def places(kind: str, when: str, today: date) -> list[Span]:
    """Return the spans in the order of the list: what is next, then what has no date, then the past, newest first."""

    def place(span: Span) -> tuple[bool, bool, int, str, int]:
        is_past, days = span.last < today, (span.start or span.last).toordinal()
        return is_past, span.start is None, -days if is_past else days, span.kind, span.pk

    return sorted(spans(kind, when, today), key=place)


def at(spans: Iterable[Span], today: date) -> list[Event]:
    """Return the events of these spans, in a constant number of queries."""
    asked = list(spans)
    rows = {
        name: model.objects.with_details().in_bulk(
            [span.pk for span in asked if span.kind == name and not span.is_held]
        )
        for name, model in MODELS.items()
    }
    held = Delegation.objects.with_details().in_bulk([span.pk for span in asked if span.is_held])
    return [
        Held(span.kind, held[span.pk], today) if span.is_held else Event(span.kind, rows[span.kind][span.pk], today)
        for span in asked
    ]


def next_or_last(today: date) -> Event | None:
    """Return the public event that is next, else the one that was last; of it only what names it is read."""
    span = next(iter(places("", "", today)), None)
    if span is None:
        return None
    if span.is_held:
        return Held(span.kind, Delegation.objects.named().get(pk=span.pk), today)
    return Event(span.kind, MODELS[span.kind].objects.named().get(pk=span.pk), today)


def called(code: str, today: date) -> Event | None:
    """Return the public event that an address names: a plan, else a delegation.

    A programme's own address may hold hyphens, too.
    """
    for kind, model in MODELS.items():
        parts = code.split(f"-{kind}-")
        joint = f"-{kind}-"
        ways = [(joint.join(parts[:n]), joint.join(parts[n:])) for n in range(1, len(parts))]
        if ways:
            named = reduce(or_, (Q(edition__program__slug=slug, code=row) for slug, row in ways))
            if trip := model.objects.public(today).with_details().filter(named).first():
                return Event(kind, trip, today)
    row = Delegation.objects.public(today).with_details().called(code).first()
    return held_of(row, today) if row else None


def held_of(row: Delegation, today: date) -> Held:
    """Return a delegation as an event."""
    return Held(kind_of(row.direction, row.kind), row, today)


def came_of(event: Event, today: date) -> list[Held]:
    """Return the delegations that came of a plan and that the public sees, the latest first."""
    rows = Delegation.objects.public(today).with_details().planned_as(event.trip, event.kind)
    return [held_of(row, today) for row in rows]


def plan_of(held: Held) -> Event | None:
    """Return what a delegation was planned as, by the edition that is in force, where that still plans it."""
    model, row = MODELS.get(held.kind), held.trip
    if model is None or not row.planned_code:
        return None
    trip = model.objects.public(held.today).with_details().of_code(row.program_id, row.planned_code).first()
    return Event(held.kind, trip, held.today) if trip else None


def of_city(city: Any, today: date, most: int) -> list[Event]:
    """Return what is planned in a city, and who went there or came from it, the newest first; ``most`` of each kind."""
    delegations = Delegation.objects.public(today)
    found: list[Event] = [held_of(row, today) for row in delegations.with_details().of_city(city)[:most]]
    for kind, model in MODELS.items():
        trips = model.objects.public(today).with_details().to_city(city).without_delegation(kind, delegations)
        found += [Event(kind, trip, today) for trip in trips.newest_first()[:most]]
    return sorted(found, key=lambda event: event.trip.period_start or date.max, reverse=True)
