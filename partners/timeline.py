"""The story of a relation, day by day: a registry that every app fills with what it knows of a city.

Each app registers its own in ``AppConfig.ready()``; the public page of the city and its profile ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oleksandria_intl.localized import Localized, in_language
from oleksandria_intl.periods import HasPeriod, Period, Precision
from partners.models import Agreement, City, Greeting, Occasion, TimelineNote
from partners.relations import events_of

GREETED = {
    Occasion.CITY_DAY: _("Greeting on the city day"),
    Occasion.NEW_YEAR: _("New Year greeting"),
}
AGREEMENT_EVENTS = {
    "signed": pgettext_lazy("event", "signed"),
    "prepared": pgettext_lazy("event", "prepared for signing"),
    "registered": pgettext_lazy("event", "registered"),
    "in-force": pgettext_lazy("event", "came into force"),
    "suspended": pgettext_lazy("event", "suspended"),
    "resumed": pgettext_lazy("event", "resumed"),
    "ended": pgettext_lazy("event", "ended"),
}


@dataclass(frozen=True)
class Entry:
    """Something that everybody may know of a relation."""

    on: date | None
    """By what it is sorted; None where no day and no month is known."""
    time: Period | HasPeriod | None
    """What knows in words when it was."""
    label: Promise | str
    """What happened, in a few words of the interface: «Visit»."""
    text_uk: str = ""
    """What was it about, in the register's own words."""
    text_en: str = ""
    address: str = ""
    """Where more is said, in the reader's language."""
    is_demonstration: bool = False
    pictured: models.Model | None = None
    """The row whose pictures stand beside the entry."""

    text = Localized()

    @property
    def words_uk(self) -> str:
        """The entry as a Ukrainian paper prints it."""
        return ": ".join(filter(None, (in_language(self.label, "uk"), self.text_uk)))


Source = Callable[[City, date], Iterable[Entry]]
SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: a function from a city and a day to what everybody may know on that day."""
    SOURCES.append(source)
    return source


def timeline(city: City, on: date) -> list[Entry]:
    """Return the story of a city's relation with us, in order."""
    return in_order(entry for source in SOURCES for entry in source(city, on))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries from the oldest on; those without a date come last."""
    return sorted(entries, key=lambda entry: entry.on or date.max)


def of_day(day: date) -> Period:
    """Return a day as what knows in words when it was."""
    return Period(day, day, Precision.DAY)


@register
def agreements(city: City, on: date) -> Iterator[Entry]:
    """Yield what happened to the agreements with a city."""
    for agreement in Agreement.objects.of_city(city):
        for event in events_of(agreement):
            label = format_lazy("{}, {}", Agreement.Kind(agreement.kind).label, AGREEMENT_EVENTS[event.kind])
            yield Entry(event.on, event.time, label)


@register
def suspensions(city: City, on: date) -> Iterator[Entry]:
    """Yield since when relations with the city's country are suspended, and since when the city is dormant, and why."""
    country = city.country
    if since := country.suspended_since:
        words = country.suspended_why_uk, country.suspended_why_en
        yield Entry(since, of_day(since), _("Relations suspended"), *words, address=country.suspended_source)
    if since := city.dormant_since:
        yield Entry(since, of_day(since), _("Contacts ceased"), city.dormant_why_uk, city.dormant_why_en)


@register
def greetings(city: City, on: date) -> Iterator[Entry]:
    """Yield the greetings that were sent to a city."""
    for greeting in Greeting.objects.sent_to(city):
        label = GREETED[Occasion(greeting.occasion)]
        yield Entry(greeting.sent_on, of_day(greeting.sent_on), label, is_demonstration=greeting.is_demonstration)


@register
def notes(city: City, on: date) -> Iterator[Entry]:
    """Yield what the office noted by hand for everybody to see."""
    for note in TimelineNote.objects.public_of(city):
        label = TimelineNote.Kind(note.kind).label
        yield Entry(
            note.period_start,
            note,
            label,
            note.text_uk,
            note.text_en,
            is_demonstration=note.is_demonstration,
            pictured=note,
        )
