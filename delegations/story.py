"""A delegation as its page tells it: who goes, what was planned and what came, what it costs out of which source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.urls import reverse

from delegations import events, reporting
from delegations.costs import Costs, costs_of
from delegations.events import Event, Held
from delegations.events.held import total
from delegations.models import Delegation, DelegationStep, FollowUp, Participant, TripReport
from oleksandria_intl import acts, ukrainian, withheld
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import IssuedPaper

KOPIYKA = Decimal("0.01")
NAMED = (Participant.Category.OFFICIAL, Participant.Category.MEMBER)
"""Of whom everybody may know the name and the post; of all others only what they are."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a delegation as everybody may see him: officials by name and post, others by what they are."""

    category: str
    number: int
    is_head: bool
    name_uk: str = ""
    name_en: str = ""
    post_uk: str = ""
    post_en: str = ""

    name = Localized()
    post = Localized()

    @classmethod
    def of(cls, row: Participant) -> Member:
        """Return a row without what is not public."""
        what = cls(row.get_category_display(), row.number, row.is_head)
        if row.term:
            official = row.term.official
            return cls(*what.of_all, str(official), official.name_en, row.term.post_uk, row.term.post_en)
        if row.category in NAMED:
            return cls(*what.of_all, row.name_uk, row.name_en, row.post_uk, row.post_en)
        return what

    @property
    def of_all(self) -> tuple[str, int, bool]:
        """What is said of every member."""
        return self.category, self.number, self.is_head


@dataclass(frozen=True)
class Story:
    """A delegation with its plan, its members and its costs."""

    held: Held

    @cached_property
    def plan(self) -> Event | None:
        """What it was planned as, by the edition that is in force."""
        return events.plan_of(self.held)

    @cached_property
    def members(self) -> list[Member]:
        """Who goes or comes, the head first."""
        found = [Member.of(row) for row in self.held.trip.participants.all()]
        return sorted(found, key=lambda member: not member.is_head)

    @property
    def people(self) -> int:
        """How many people go or come."""
        return sum(member.number for member in self.members)

    @cached_property
    def costs(self) -> Costs:
        """What it costs: planned, estimated, by the reports on advances, paid in cash; by source and in all."""
        return costs_of(self.held.trip)

    @property
    def cash(self) -> Decimal | None:
        """What the treasury paid of all sources; None where it pays none of them."""
        return total(row.cash for row in self.costs.by_source)

    @cached_property
    def report(self) -> TripReport | None:
        """The report, with what follows from it, once it was handed in."""
        is_reported = self.held.trip.status == Delegation.Status.REPORTED
        return TripReport.objects.of(self.held.trip.pk) if is_reported else None

    @property
    def promises(self) -> list[FollowUp]:
        """What the report says is to follow, whether it was done or not."""
        return list(self.report.follow_ups.all()) if self.report else []

    @cached_property
    def due_on(self) -> date | None:
        """The last day for the report that has not come yet."""
        return reporting.due_on(self.held.trip) if self.held.is_awaiting_report else None

    @property
    def overdue_since(self) -> date | None:
        """The first day on which the report was late, if it still is."""
        late = self.due_on is not None and self.due_on < self.held.today
        return self.due_on + reporting.DAY if late and self.due_on else None

    @cached_property
    def order_page(self) -> str:
        """The address of the order's page; empty where there is none that everybody may read."""
        order = self.held.trip.order
        return reverse("decision-page", args=[order.code]) if order and order.code in acts.public_codes() else ""

    @cached_property
    def why_cancelled(self) -> str:
        """Why it was called off; empty where it was not."""
        if not self.held.is_cancelled:
            return ""
        steps = self.held.trip.steps.standing().in_order()
        return next((step.reason for step in steps if step.step == DelegationStep.Step.CANCELLED), "")

    @property
    def order_name(self) -> str:
        """What the order is called: «Розпорядження»."""
        order = self.held.trip.order
        return ukrainian.capitalised(order.body.act_name) if order else ""

    @cached_property
    def papers(self) -> list[IssuedPaper]:
        """The papers on it that were issued and everybody may read, the newest first."""
        public = IssuedPaper.objects.public(()).exclude(withheld.of(IssuedPaper, self.held.today))
        return list(public.of_key(self.held.code).newest_first())

    @property
    def per_person(self) -> Decimal | None:
        """What one person costs, to the kopiyka; None where the cost or the people are not known."""
        cost = self.held.cost
        return (cost / self.people).quantize(KOPIYKA, ROUND_HALF_UP) if cost is not None and self.people else None
