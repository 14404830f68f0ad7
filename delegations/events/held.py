"""A delegation out or in as the public sees it: what became of a plan, or what nobody had planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from delegations.events.planned import CONFERENCE, RECEPTION, VISIT, Event
from delegations.models import Delegation

KIND_NAMES = {
    VISIT: pgettext_lazy("kind of event", "Trip"),
    RECEPTION: pgettext_lazy("kind of event", "Reception of guests"),
    CONFERENCE: pgettext_lazy("kind of event", "Conference"),
}
"""What a reader calls a delegation of each kind."""
CANCELLED = pgettext_lazy("delegation", "cancelled")


def kind_of(direction: str, kind: str) -> str:
    """Return what lists call a delegation: whoever comes to us is a reception, whatever for."""
    if direction == Delegation.Direction.IN:
        return RECEPTION
    return CONFERENCE if kind == Delegation.Kind.CONFERENCE else VISIT


@dataclass(frozen=True, slots=True)
class Held(Event):
    """A delegation out or in, seen on a day."""

    @property
    def is_held(self) -> bool:
        """A delegation is what happens, not what a programme plans."""
        return True

    @property
    def is_demonstration(self) -> bool:
        """Whether it is invented to demonstrate the portal."""
        return bool(self.trip.is_demonstration)

    @property
    def code(self) -> str:
        """What the address calls it."""
        return str(self.trip.code)

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return bool(self.trip.status == Delegation.Status.CANCELLED)

    @property
    def is_past(self) -> bool:
        """Whether its last day is over, or it was cancelled."""
        return self.is_cancelled or last_day_of(self.trip.status, self.trip.period_end) < self.today

    @property
    def is_under_way(self) -> bool:
        """Whether today is one of its days."""
        start = self.trip.starts_on
        return not self.is_past and start is not None and start <= self.today

    @property
    def is_awaiting_report(self) -> bool:
        """Whether our delegation is back and its report has not come yet; on guests none is written."""
        return self.is_over and self.kind != RECEPTION

    @property
    def is_over(self) -> bool:
        """Whether its last day is over and no more was said of it."""
        return self.is_past and bool(self.trip.status == Delegation.Status.ORDERED)

    @property
    def state(self) -> str:
        """How far it has come, in a word or two for a badge."""
        if self.is_cancelled:
            return str(CANCELLED)
        if self.is_awaiting_report:
            return pgettext("delegation", "took place, report awaited")
        if self.is_over or self.trip.status == Delegation.Status.REPORTED:
            return pgettext("delegation", "took place")
        return pgettext("delegation", "under way") if self.is_under_way else pgettext("delegation", "order issued")

    @property
    def stage(self) -> str:
        """The look of the badge: done, still to come, or neither."""
        if self.trip.status == Delegation.Status.REPORTED:
            return "adopted"
        return "ended" if self.is_past else "draft"

    @property
    def certainty(self) -> str:
        """How far it has come, in a sentence."""
        if self.is_cancelled:
            return _("It was cancelled.")
        if self.trip.status == Delegation.Status.REPORTED:
            return _("It took place, and its report was handed in.")
        if self.is_awaiting_report:
            return _("By its order it is over; the report has not come yet.")
        if self.is_over:
            return _("By its order it is over.")
        return _("It is under way.") if self.is_under_way else _("The order is issued.")

    @property
    def place_uk(self) -> str:
        """The destination, or where the guests come from."""
        return str(self.trip.place)

    @property
    def place_en(self) -> str:
        """The same in English, where its city and country have English names."""
        return self.trip.city.full_name_en if self.trip.city else ""

    @property
    def kind_name(self) -> str:
        """What a reader calls it."""
        return str(KIND_NAMES[self.kind])

    @property
    def title(self) -> str:
        """The kind, the place and the time in the reader's language; what is invented says so."""
        title = Event.title.fget(self)  # type: ignore[attr-defined]
        return _("%(event)s (demonstration data)") % {"event": title} if self.is_demonstration else str(title)

    @property
    def sources(self) -> list[Any]:
        """The sources that its estimate names, each once."""
        found = {line.source_id: line.source for line in self.trip.lines.all()}
        return sorted(found.values(), key=lambda source: (source.order, source.code))

    @property
    def estimated(self) -> Decimal | None:
        """The sum of its estimate in hryvnias; None where there is none."""
        return total(line.amount for line in self.trip.lines.all())

    @property
    def spent(self) -> Decimal | None:
        """What it cost by the reports on advances, in hryvnias; None until every line says so."""
        spent = [line.spent for line in self.trip.lines.all()]
        return None if None in spent else total(spent)

    @property
    def cost(self) -> Decimal | None:
        """What it costs as far as is known, in hryvnias: what was spent, else the estimate."""
        return self.estimated if self.spent is None else self.spent


def total(amounts: Any) -> Decimal | None:
    """Return the sum of what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def last_day_of(status: str, end: date | None) -> date:
    """Return the last possible day of a delegation; what was cancelled, or has no days, is over since ever."""
    return date.min if status == Delegation.Status.CANCELLED or end is None else end
