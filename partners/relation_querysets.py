"""Queries about what the office does with partners through the year, in its words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from partners.models import City, Greeting, TimelineNote  # noqa: F401 - named in strings


class GreetingQuerySet(models.QuerySet["Greeting"]):
    """Greetings to partners."""

    def sent(self) -> GreetingQuerySet:
        """Return the greetings that were sent."""
        return self.filter(sent_on__isnull=False)

    def sent_to(self, city: City) -> GreetingQuerySet:
        """Return the greetings that were sent to a city, the oldest first."""
        return self.sent().filter(city=city).order_by("sent_on")

    def between(self, first: date, last: date) -> GreetingQuerySet:
        """Return the greetings on occasions from one day to another."""
        return self.filter(day__range=(first, last)).select_related("sent_by")

    def last_to(self, city: City) -> Greeting | None:
        """Return the last greeting to a city that says whom it is addressed to, or nothing."""
        return self.filter(city=city).exclude(addressee_uk="").order_by("day").last()

    def last_signed(self) -> Greeting | None:
        """Return the last greeting that says who signs it, or nothing."""
        return self.filter(signatory__isnull=False).order_by("day").last()

    def of_key(self, pk: int) -> Greeting | None:
        """Return the greeting with this primary key, or nothing."""
        return self.filter(pk=pk).first()

    def in_year(self, slug: str, occasion: str, year: int) -> Greeting | None:
        """Return the greeting to a city on an occasion of a year, or nothing."""
        found = self.filter(city__slug=slug, occasion=occasion, day__year=year)
        return found.select_related("city__country", "signatory__official").first()


class GreetingManager(NaturalManager["Greeting"].from_queryset(GreetingQuerySet)):  # type: ignore[misc]
    """Finds greetings by natural key and by the office's questions."""


class TimelineNoteQuerySet(models.QuerySet["TimelineNote"]):
    """Entries of timelines."""

    def public(self) -> TimelineNoteQuerySet:
        """Return what everybody may see."""
        return self.filter(is_public=True)

    def public_of(self, city: City) -> TimelineNoteQuerySet:
        """Return what everybody may see of a city."""
        return self.public().filter(city=city)


class TimelineNoteManager(NaturalManager["TimelineNote"].from_queryset(TimelineNoteQuerySet)):  # type: ignore[misc]
    """Finds entries by natural key and by the office's questions."""
