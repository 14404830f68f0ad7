"""A planned visit or conference as the public sees it: where, when, whether it is past, by which address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oleksandria_intl.localized import Localized
from oleksandria_intl.periods import Precision

VISIT, RECEPTION, CONFERENCE = "visit", "reception", "conference"


@dataclass(frozen=True, slots=True)
class Event:
    """A planned visit or conference, seen on a day."""

    kind: str
    trip: Any
    today: date

    place = Localized()

    @property
    def is_held(self) -> bool:
        """Whether it is a delegation, not a plan."""
        return False

    @property
    def is_demonstration(self) -> bool:
        """Whether it is invented to demonstrate the portal: no plan is."""
        return False

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off: of a plan nobody says so."""
        return False

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
        if self.trip.period is None:
            return _("The date is to be confirmed.")
        if self.is_known_to_the_day:
            return _("This is a plan.")
        return _("This is a plan; the day may become known later.")

    @property
    def month(self) -> str:
        """The head under which it stands in the list: its first month, the year if no more is known, or neither."""
        period = self.trip.period
        if period is None:
            return _("Date not stated") if self.is_past else _("Date to be confirmed")
        if period.precision == Precision.YEAR:
            return str(self.trip.when) if period.start.year != period.end.year else str(period.start.year)
        return capfirst(date_format(period.start, "F Y"))

    @property
    def place_uk(self) -> str:
        """The destination; the paper's words where it is not a city of the register."""
        return self.trip.word("city_name_uk") or str(self.trip.place_words)

    @property
    def place_en(self) -> str:
        """The destination in English, where its city and country have English names."""
        return str(self.trip.word("city_name_en"))

    @property
    def kind_name(self) -> str:
        """What a reader calls it."""
        return pgettext("kind of event", "Visit") if self.kind == VISIT else pgettext("kind of event", "Conference")

    @property
    def title(self) -> str:
        """The kind, the destination and the time in the reader's language, for lists without markup."""
        when = self.trip.when
        when = when if when == self.trip.when_en else when[:1].lower() + when[1:]
        return ", ".join(filter(None, (f"{self.kind_name}: {self.place}", when)))

    @property
    def partner_address(self) -> str:
        """The page of the city among the partners; empty for a mere destination."""
        city = self.trip.city
        is_partner = city is not None and city.kind != city.Kind.DESTINATION
        return reverse("partners:city", args=[city.slug]) if is_partner else ""

    @property
    def sources(self) -> list[Any]:
        """The sources out of which the programme funds the measure that pays, each once."""
        line = self.trip.measure_line
        found = {money.source_id: money.source_as_named for money in line.funding.all()} if line else {}
        return sorted(found.values(), key=lambda source: (source.order, source.code))


def last_day(end: date | None, last_year: int) -> date:
    """Return the last day on which something may be: its period's, else its programme's."""
    return end or date(last_year, 12, 31)
