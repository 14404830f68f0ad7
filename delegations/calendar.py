"""Visits, planned and held, as a calendar that phones and mail programs subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from delegations.events import Event
from oleksandria_intl import icalendar
from oleksandria_intl.icalendar import ESCAPES
from oleksandria_intl.periods import Precision


def calendar(events: Iterable[Event], *, site: str, name: str, made_at: datetime) -> str:
    """Return the calendar of the events that have at least a month; ``site`` is «https://host».

    ``made_at``, in UTC, is what all events are stamped with: two calendars of the same moment are the same bytes.
    """
    dated = [event for event in events if is_dated(event)]
    lines = (line for event in dated for line in _event(event, site, made_at))
    return icalendar.calendar(lines, product="visits", name=name)


def is_dated(event: Event) -> bool:
    """Whether at least the month of an event is known: a calendar has no place for «протягом року»."""
    period = event.trip.period
    return period is not None and period.precision in (Precision.DAY, Precision.MONTH)


def _event(event: Event, site: str, made_at: datetime) -> Iterator[str]:
    """Yield an event's lines; whole days, and the day after the last, as the standard counts (3.6.1)."""
    trip, address = event.trip, f"{site}{event.address}"
    description = "\n".join([trip.when, event.certainty, address])
    title = (
        _("%(event)s (by the plan)") % {"event": event.title} if event.is_past and not event.is_held else event.title
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{event.code}@{site.partition('://')[2].partition(':')[0]}"
    yield f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{trip.period_start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{trip.period_end + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{title.translate(ESCAPES)}"
    yield f"LOCATION:{event.place.translate(ESCAPES)}"
    yield f"DESCRIPTION:{description.translate(ESCAPES)}"
    yield f"URL:{address}"
    if status := _status(event):
        yield f"STATUS:{status}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _status(event: Event) -> str:
    """Return how sure an event is; of a plan that is past no word fits: nobody knows that it was held."""
    if event.is_held:
        return "CANCELLED" if event.is_cancelled else "CONFIRMED"
    return "" if event.is_past else "TENTATIVE"
