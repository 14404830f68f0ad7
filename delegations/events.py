"""A planned visit or conference as the public sees it: where, when, whether it is past, by which address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from delegations.models import Conference, PlannedTrip, PlannedVisit
from oleksandria_intl.localized import Localized
from oleksandria_intl.periods import Precision
from programs.models import Edition

VISIT, RECEPTION, CONFERENCE = "visit", "reception", "conference"
MODELS: dict[str, type[PlannedTrip]] = {VISIT: PlannedVisit, CONFERENCE: Conference}
UPCOMING, PAST = "upcoming", "past"


@dataclass(frozen=True, slots=True)
class Event:
    """A planned visit or conference, seen on a day."""

    kind: str
    trip: Any
    today: date

    when = Localized()
    place = Localized()

    @property
    def code(self) -> str:
        """What the address calls it: «2020-visit-lublin». A row's own code is unique in one list of one edition."""
        return f"{self.trip.edition.program.slug}-{self.kind}-{self.trip.code}"

    @property
    def address(self) -> str:
        """The address of its page."""
        return reverse("visits:page", args=[self.code])

    @property
    def is_past(self) -> bool:
        """Whether its last possible day is over; without a date, whether its programme's years are."""
        return last_day(self.trip.period_end, self.trip.edition.year_to) < self.today

    @property
    def ended(self) -> date | None:
        """The last day on which it may have been, once it is over and where anything of its date is known."""
        last: date | None = self.trip.period_end
        return last if self.is_past else None

    @property
    def is_known_to_the_day(self) -> bool:
        """Whether its days are known."""
        return bool(self.trip.period_precision == Precision.DAY)

    @property
    def certainty(self) -> str:
        """How sure its day is, in a sentence; of what is past, that the portal does not know whether it took place."""
        if self.is_past:
            return _("This is what was planned; whether it took place is not in the portal yet.")
        if not self.is_dated:
            return _("The date is to be confirmed.")
        if self.is_known_to_the_day:
            return _("This is a plan.")
        return _("This is a plan; the day may become known later.")

    @property
    def is_dated(self) -> bool:
        """Whether anything of its date is known."""
        return self.trip.period is not None

    @property
    def month(self) -> str:
        """The head under which it stands in the list: its first month, the year if no more is known, or neither."""
        period = self.trip.period
        if period is None:
            return _("Date not stated") if self.is_past else _("Date to be confirmed")
        if period.precision == Precision.YEAR:
            return self.when if period.start.year != period.end.year else str(period.start.year)
        return capfirst(date_format(period.start, "F Y"))

    @property
    def when_uk(self) -> str:
        """When it is to be, as the paper prints it."""
        return str(self.trip.period_text())

    @property
    def when_en(self) -> str:
        """When it is to be, in English; empty where there are only the paper's Ukrainian words."""
        return str(self.trip.period_in_english)

    @property
    def place_uk(self) -> str:
        """The destination; the paper's words where it is not a city of the register."""
        city = self.trip.city
        return f"{city.name_uk}, {city.country.name_uk}" if city else self.trip.place_words

    @property
    def place_en(self) -> str:
        """The destination in English, where its city and country have English names."""
        city = self.trip.city
        known = city and city.name_en and city.country.name_en
        return f"{city.name_en}, {city.country.name_en}" if known else ""

    @property
    def kind_name(self) -> str:
        """What a reader calls it."""
        return pgettext("kind of event", "Visit") if self.kind == VISIT else pgettext("kind of event", "Conference")

    @property
    def title(self) -> str:
        """The kind, the destination and the time in the reader's language, for lists without markup."""
        when = self.when if self.when == self.when_en else self.when[:1].lower() + self.when[1:]
        return ", ".join(filter(None, (f"{self.kind_name}: {self.place}", when)))

    @property
    def partner_address(self) -> str:
        """The page of the city among the partners; empty for a mere destination."""
        city = self.trip.city
        if city is None or city.kind == city.Kind.DESTINATION:
            return ""
        try:
            return reverse("partners:city", args=[city.slug])
        except NoReverseMatch:
            return ""

    @property
    def sources(self) -> list[Any]:
        """The sources out of which the programme funds the measure that pays, each once."""
        line = self.trip.measure_line
        found = {funding.source_id: funding.source for funding in line.funding.all()} if line else {}
        return sorted(found.values(), key=lambda source: (source.order, source.code))

    @property
    def cost(self) -> Decimal | None:
        """The planned cost in hryvnias; None where the plan names none."""
        amount: Decimal | None = self.trip.amount
        return amount


def last_day(end: date | None, last_year: int) -> date:
    """Return the last day on which something may be: its period's, else its programme's."""
    return end or date(last_year, 12, 31)


class Span(NamedTuple):
    """When a public event may be: enough to sort and filter lists before any row is fetched."""

    kind: str
    pk: int
    start: date | None
    end: date | None
    precision: str
    last: date


def spans(kind: str, when: str, today: date) -> list[Span]:
    """Return the spans of all public events of a kind and time (empty: of all), in no order."""
    editions = Edition.objects.current(today).primary_keys()
    found = [
        Span(name, pk, start, end, precision, last_day(end, year))
        for name, model in MODELS.items()
        if kind in ("", name)
        for pk, start, end, precision, year in model.objects.of_editions(editions).spans()
    ]
    return [span for span in found if when == "" or (span.last < today) == (when == PAST)]


class Place(NamedTuple):
    """Where an event stands in the list: what is next first, then what has no date, then the past, newest first."""

    is_past: bool
    is_undated: bool
    days: int
    kind: str
    pk: int


def places(kind: str, when: str, today: date) -> list[Place]:
    """Return the places of all public events of a kind and time (empty: of all) in the order of the list."""
    return sorted(_place(span, today) for span in spans(kind, when, today))


def _place(span: Span, today: date) -> Place:
    is_past = span.last < today
    days = (span.start or span.last).toordinal()
    return Place(is_past, span.start is None, -days if is_past else days, span.kind, span.pk)


def at(places: Iterable[Place | Span], today: date) -> list[Event]:
    """Return the events of these places, in a constant number of queries."""
    asked = list(places)
    rows = {
        name: model.objects.with_details().in_bulk([place.pk for place in asked if place.kind == name])
        for name, model in MODELS.items()
    }
    return [Event(place.kind, rows[place.kind][place.pk], today) for place in asked]


def next_or_last(today: date) -> Event | None:
    """Return the public event that is next, else the one that was last; of it only what names it is read."""
    place = next(iter(places("", "", today)), None)
    if place is None:
        return None
    return Event(place.kind, MODELS[place.kind].objects.named().get(pk=place.pk), today)


def called(code: str, today: date) -> Event | None:
    """Return the public event that an address names; a programme's own address may hold hyphens, too."""
    for kind, model in MODELS.items():
        parts = code.split(f"-{kind}-")
        joint = f"-{kind}-"
        ways = [(joint.join(parts[:n]), joint.join(parts[n:])) for n in range(1, len(parts))]
        if ways:
            named = reduce(or_, (Q(edition__program__slug=slug, code=row) for slug, row in ways))
            if trip := model.objects.public(today).with_details().filter(named).first():
                return Event(kind, trip, today)
    return None
