"""Trips and receptions as open data: what their pages say, of people only what everybody may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from delegations.events import held_of
from delegations.events.held import total
from delegations.models import Delegation
from delegations.story import Member
from oleksandria_intl import clock
from oleksandria_intl.resources.public import Fact, PublicResource, Value, day_of, number_of

FIELDS = (
    "code",
    "kind",
    "status",
    "city",
    "country",
    "place_uk",
    "place_en",
    "purpose_uk",
    "purpose_en",
    "period_start",
    "period_end",
    "period_precision",
    "program",
    "planned_code",
    "measure",
    "people",
    "members_uk",
    "order_number",
    "order_date",
    "estimated",
    "spent",
    "is_demonstration",
)


def _sum_of(head: Promise, name: str) -> Fact:
    """Return the column of a sum over the lines of the estimate, in hryvnias."""
    return Fact(head, lambda row: total(getattr(line, name) for line in row.lines.all()), "number")


def _city(row: Delegation) -> Any:
    return row.city.slug if row.city else None


def _members(row: Delegation) -> str:
    """Return who goes or comes, as everybody may know it: names and posts of officials, of others what they are."""
    with override("uk"):
        members = [Member.of(each) for each in row.participants.all()]
        return "; ".join(_told(member) for member in members)


def _told(member: Member) -> str:
    words = [part for part in (member.name_uk, member.post_uk) if part] or [str(member.category)]
    return ", ".join(words) + (f" ({member.number})" if member.number > 1 else "")


def _place(language: str) -> Callable[[Delegation], Value]:
    return lambda row: getattr(held_of(row, clock.today()), f"place_{language}")


class DelegationData(PublicResource):
    """Delegations of a direction as open data."""

    key = ("code",)
    city = Fact(gettext_lazy("city (code)"), _city)
    country = Fact(gettext_lazy("country (ISO code)"), lambda row: row.city.country.code if row.city else None)
    place_uk = Fact(gettext_lazy("place"), _place("uk"), required=True)
    place_en = Fact(gettext_lazy("place in English"), _place("en"))
    program = Fact(gettext_lazy("programme (code)"), lambda row: row.program.slug if row.program else None)
    measure = Fact(gettext_lazy("measure that pays"), lambda row: row.measure.code if row.measure else None)
    people = Fact(
        gettext_lazy("people"), lambda row: sum(each.number for each in row.participants.all()) or None, "integer"
    )
    members_uk = Fact(gettext_lazy("members, as far as their names are public"), _members)
    order_number = Fact(gettext_lazy("number of the order"), lambda row: number_of(row.order))
    order_date = Fact(gettext_lazy("date of the order"), lambda row: day_of(row.order), "date")
    estimated = _sum_of(gettext_lazy("estimate, UAH"), "amount")
    spent = _sum_of(gettext_lazy("spent by the advance report, UAH"), "spent")

    class Meta:
        model = Delegation
        fields = FIELDS

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the delegations that everybody may know of on a day, by their codes."""
        return Delegation.objects.public(on).with_details().order_by("code")


class TripData(DelegationData):
    """Trips of our delegations as open data."""

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return those that travel."""
        return super().public(on).out()  # type: ignore[attr-defined]


class ReceptionData(DelegationData):
    """Receptions of guests as open data."""

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return those that come to us."""
        return super().public(on).guests()  # type: ignore[attr-defined]
