"""Queries about indicators and what became of them, in the office's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from programs.models import Edition, Indicator, IndicatorFact  # noqa: F401 - named in strings


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators of editions."""

    def with_plan(self, edition: Edition) -> IndicatorQuerySet:
        """Return the indicators of an edition in their printed order, with what they are to be by year."""
        return self.filter(edition=edition).order_by("order", "pk").prefetch_related("values")

    def is_known(self, program: int, code: str) -> bool:
        """Say whether any edition of the programme with this primary key has an indicator with the code."""
        return self.filter(edition__program=program, code=code).exists()

    def to_choose(self, editions: Iterable[Edition]) -> IndicatorQuerySet:
        """Return the indicators of editions, those of the latest programme first."""
        found = self.filter(edition__in=editions).select_related("edition__program")
        return found.order_by("-edition__year_from", "edition", "order", "pk")


class IndicatorManager(NaturalManager["Indicator"].from_queryset(IndicatorQuerySet)):  # type: ignore[misc]
    """Finds indicators by natural key and by the office's questions."""


class IndicatorFactQuerySet(models.QuerySet["IndicatorFact"]):
    """What became of indicators."""

    def named(self) -> IndicatorFactQuerySet:
        """Return the facts with the names of their indicators that the newest editions print."""
        indicators: Any = apps.get_model("programs", "Indicator")
        same = indicators.objects.filter(edition__program=OuterRef("program"), code=OuterRef("indicator"))
        newest = same.order_by("-edition__number").values("name_uk")[:1]
        return self.annotate(indicator_name=Subquery(newest))

    def within(self, program: int, start: date, end: date) -> IndicatorFactQuerySet:
        """Return the facts of the programme with this primary key from a day to another, the earliest first."""
        return self.filter(program=program, on__range=(start, end)).order_by("on")


class IndicatorFactManager(NaturalManager["IndicatorFact"].from_queryset(IndicatorFactQuerySet)):  # type: ignore[misc]
    """Finds facts of indicators by natural key and by their days."""
