"""What delegations know of the relation with a city: visits both ways in its timeline, the last contact with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from delegations.events import CONFERENCE, MODELS, VISIT, Event, held_of
from delegations.events.held import CANCELLED, KIND_NAMES
from delegations.models import Delegation
from partners import last_contact, timeline
from partners.models import City
from partners.timeline import Entry

MOST = 30
"""The most that the timeline shows of each kind: the latest."""
PLANNED = {VISIT: _("Planned visit"), CONFERENCE: _("Planned conference")}


@timeline.register
def planned(city: City, on: date) -> Iterator[Entry]:
    """Yield what public programmes plan in a city, where nothing has come of it yet."""
    delegations = Delegation.objects.public(on)
    for kind, model in MODELS.items():
        trips = model.objects.public(on).named().to_city(city).without_delegation(kind, delegations)
        for trip in trips.newest_first()[:MOST]:
            uk, en = (trip.topic_uk, trip.topic_en) if kind == CONFERENCE else ("", "")
            yield Entry(trip.period_start, trip, PLANNED[kind], uk, en, Event(kind, trip, on).address)


@timeline.register
def held(city: City, on: date) -> Iterator[Entry]:
    """Yield who went to a city and came from it."""
    for row in Delegation.objects.public(on).named().of_city(city)[:MOST]:
        event = held_of(row, on)
        name = KIND_NAMES[event.kind]
        label = format_lazy("{}, {}", name, CANCELLED) if event.is_cancelled else name
        facts = (row.purpose_uk, row.purpose_en, event.address, event.is_demonstration)
        yield Entry(row.period_start, row, label, *facts)


@last_contact.register
def last_visits(cities: Collection[int], on: date) -> Mapping[int, date]:
    """Return the last day until a day on which a delegation was in each of these cities, or its guests were here."""
    found: Mapping[int, date] = Delegation.objects.public(on).last_days(cities, on)
    return found
