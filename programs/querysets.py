"""Queries about programmes, in the office's words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Value, When

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from programs.models import Edition


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions of programmes."""

    def visible(self) -> EditionQuerySet:
        """Return the editions that the public may see: published drafts and adopted ones."""
        return self.filter(status__in=["published", "adopted"])

    def in_force(self, on: date) -> EditionQuerySet:
        """Return the adopted editions that are in force on a day or were before it, the latest first."""
        return self.filter(status="adopted", in_force_from__lte=on).order_by("-in_force_from", "-number")

    def newest_first(self) -> EditionQuerySet:
        """Return the editions with the highest number first."""
        return self.order_by("-number")

    def with_papers(self) -> EditionQuerySet:
        """Return the editions with all that the head of a paper prints."""
        return self.select_related(
            "program__council",
            "decision__council",
            "decision__body",
            "decision__prior__body",
            "decision__signatory__official",
            "decision__approver__official",
        )

    def for_page(self) -> EditionQuerySet:
        """Return the editions that the public sees, adopted before drafts, newest first."""
        rank = Case(When(status="adopted", then=Value(0)), default=Value(1))
        return self.visible().order_by(rank, "-number")


class EditionManager(NaturalManager["Edition"].from_queryset(EditionQuerySet)):  # type: ignore[misc]
    """Finds editions by natural key and by the office's questions."""

    def of_key(self, key: str) -> Any:
        """Return the edition of «2020/1», or of «2020» the newest published or adopted one.

        Raises ``Edition.DoesNotExist``.
        """
        slug, _, number = key.partition("/")
        editions = self.with_papers().filter(program__slug=slug)
        if number:
            return editions.get(number=int(number)) if number.isdecimal() else editions.none().get()
        newest = editions.visible().newest_first().first()
        return newest or editions.none().get()
