"""What can be found of delegations: planned visits and conferences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from delegations.events import CONFERENCE, MODELS, VISIT, Event
from oleksandria_intl import clock, search
from oleksandria_intl.search import Entry

KEYWORDS = "поїздка відрядження делегація trip travel delegation"
"""What readers call a visit or a conference besides."""


def events(kind: str) -> Iterator[Entry]:
    """Yield the public events of a kind, found by their topic, purposes and participants, too."""
    today = clock.today()
    for trip in MODELS[kind].objects.public(today).with_details():
        event = Event(kind, trip, today)
        yield Entry(
            title_uk=_title(event, "uk"),
            title_en=_title(event, "en") if event.place_en else "",
            text_uk=" · ".join(filter(None, _texts(event, "uk"))),
            text_en=" · ".join(filter(None, _texts(event, "en"))),
            keywords=KEYWORDS,
            route="visits:page",
            key=event.code,
        )


def _title(event: Event, language: str) -> str:
    with override(language):
        return event.title


def _texts(event: Event, language: str) -> Iterator[str]:
    """Yield what a page of the event says in a language."""
    if event.kind == CONFERENCE:
        yield getattr(event.trip, f"topic_{language}")
        return
    for line in event.trip.lines.all():
        for row in (line.purpose, line.purpose.theme, line.purpose.theme.field):
            yield getattr(row, f"name_{language}")
        yield line.participants if language == "uk" else ""


search.register(VISIT, _("Visits"), partial(events, VISIT))
search.register(CONFERENCE, _("Conferences"), partial(events, CONFERENCE))
