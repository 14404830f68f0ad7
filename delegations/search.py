"""What can be found of delegations: what is planned, and what happens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from delegations.events import CONFERENCE, MODELS, VISIT, Event, held_of
from delegations.models import Delegation
from delegations.story import Member
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


def delegations() -> Iterator[Entry]:
    """Yield the public trips and receptions, found by who went, what for and what came of it, too."""
    today = clock.today()
    for row in Delegation.objects.public(today).with_details().with_reports():
        event = held_of(row, today)
        yield Entry(
            title_uk=_title(event, "uk"),
            title_en=_title(event, "en") if event.place_en else "",
            text_uk=" · ".join(filter(None, _told_of(row, "uk"))),
            text_en=" · ".join(filter(None, _told_of(row, "en"))),
            route="visits:page",
            key=event.code,
        )


def _told_of(row: Delegation, language: str) -> Iterator[str]:
    """Yield what a page of a delegation says in a language."""
    yield getattr(row, f"purpose_{language}")
    for member in map(Member.of, row.participants.all()):
        yield getattr(member, f"name_{language}")
        yield getattr(member, f"post_{language}")
    if row.status != Delegation.Status.REPORTED or not hasattr(row, "report"):
        return
    for name in ("done", "results", "brought"):
        yield search.plain(getattr(row.report, f"{name}_{language}"))
    for promise in row.report.follow_ups.all():
        yield getattr(promise, f"text_{language}")


search.register(VISIT, _("Visits"), partial(events, VISIT))
search.register(CONFERENCE, _("Conferences"), partial(events, CONFERENCE))
search.register("delegation", _("Trips and receptions"), delegations)
