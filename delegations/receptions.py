"""What is known of a delegation that comes: its guests and their head, what the stay costs, what they are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from delegations.gift_querysets import Handed
from delegations.models import Delegation, EstimateLine, Participant, StayItem
from oleksandria_intl import ukrainian


@dataclass(frozen=True)
class Reception:
    """A delegation of guests with its rows, each asked for once; sums in hryvnias."""

    delegation: Delegation

    @cached_property
    def guests(self) -> list[Participant]:
        """The guests in order, the head first; a row may stand for several without names."""
        return sorted(self.delegation.participants.all(), key=lambda one: (not one.is_head, one.place, one.pk))

    @property
    def number(self) -> int:
        """How many guests come."""
        return sum(guest.number for guest in self.guests)

    @property
    def head(self) -> Participant | None:
        """Who heads the guests, where somebody is said to."""
        return next((guest for guest in self.guests if guest.is_head), None)

    @cached_property
    def stay(self) -> list[StayItem]:
        """The programme of the stay."""
        return list(self.delegation.stay.all())

    @property
    def days(self) -> list[tuple[date, list[StayItem]]]:
        """The programme of the stay by day."""
        days = sorted({item.on for item in self.stay})
        return [(day, [item for item in self.stay if item.on == day]) for day in days]

    @cached_property
    def lines(self) -> list[EstimateLine]:
        """The lines of the estimate."""
        return list(self.delegation.lines.select_related("source", "economic_code"))

    @property
    def estimate(self) -> Decimal:
        """What the stay is to cost."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @cached_property
    def gifts(self) -> Handed:
        """How many souvenirs the guests were given, and what those had cost; nobody is named."""
        return self.delegation.givings.handed()


def city_words(delegation: Delegation) -> str:
    """Return where guests come from, after «делегація»: «міста Яроцин (Республіка Польща)»."""
    if delegation.city is None:
        return delegation.place_words
    country = delegation.city.country
    return f"міста {delegation.city.name_uk} ({country.formal_name_uk or country.name_uk})"


def days_words(delegation: Delegation) -> str:
    """Return when guests are here: «з 29 вересня по 1 жовтня 2020 року», «29 вересня 2020 року»."""
    first, last = delegation.starts_on, delegation.ends_on
    if first is None or last is None:
        return delegation.period_text()
    if first == last:
        return ukrainian.long_date(first)
    begins = ukrainian.long_date(first)
    if first.year == last.year:
        begins = begins.removesuffix(f" {first.year} року")
    return f"з {begins} по {ukrainian.long_date(last)}"


def facts_of(delegation: Delegation) -> Reception:
    """Return what is known of a delegation of guests."""
    return Reception(delegation)
