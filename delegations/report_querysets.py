"""Queries about the reports of trips and what follows from them, in the office's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from delegations.models import Advance, Delegation, FollowUp, ReportingRule, TripReport  # noqa: F401 - named in strings


class ReportingRuleQuerySet(models.QuerySet["ReportingRule"]):
    """Rules of reporting."""

    def latest_first(self) -> ReportingRuleQuerySet:
        """Return the rules, the one that came into force last first."""
        return self.order_by("-in_force_from")


class ReportingRuleManager(NaturalManager["ReportingRule"].from_queryset(ReportingRuleQuerySet)):  # type: ignore[misc]
    """Finds rules of reporting by natural key and by their day."""


class AdvanceQuerySet(models.QuerySet["Advance"]):
    """Money given on account."""

    def to_report(self, on: date) -> AdvanceQuerySet:
        """Return the advances of the trips that were over before a day, on which nobody has reported."""
        over = self.still_open().filter(
            participant__delegation__direction="out",
            participant__delegation__status__in=("ordered", "reported"),
            participant__delegation__period_precision="day",
            participant__delegation__period_end__lt=on,
        )
        beside = ("participant__delegation__city__country", "participant__term__official")
        return over.select_related(*beside)

    def open_of(self, delegation: Delegation) -> AdvanceQuerySet:
        """Return the advances of a delegation's members on which nobody has reported."""
        return self.still_open().filter(participant__delegation=delegation)

    def still_open(self) -> AdvanceQuerySet:
        """Return the advances that were given, and on which nobody has reported."""
        return self.filter(amount__gt=0, reported_on=None)


class AdvanceManager(NaturalManager["Advance"].from_queryset(AdvanceQuerySet)):  # type: ignore[misc]
    """Finds advances by natural key and by the office's questions."""


class TripReportQuerySet(models.QuerySet["TripReport"]):
    """Reports on trips."""

    def of(self, delegation: int | None) -> TripReport | None:
        """Return the report on a delegation with its follow-ups and their answers; None where there is none yet."""
        found = self.filter(delegation=delegation).select_related("delegation__city__country")
        return found.prefetch_related("follow_ups__term__official", "follow_ups__answers").first()


class TripReportManager(NaturalManager["TripReport"].from_queryset(TripReportQuerySet)):  # type: ignore[misc]
    """Finds reports on trips by natural key and by the office's questions."""


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Follow-ups of trips."""

    def reported(self) -> FollowUpQuerySet:
        """Return the follow-ups of the trips whose reports were handed in."""
        return self.filter(report__delegation__status="reported")

    def of_keys(self, keys: Iterable[int]) -> FollowUpQuerySet:
        """Return the follow-ups with these primary keys."""
        return self.filter(pk__in=list(keys))

    def still_open(self) -> FollowUpQuerySet:
        """Return those on which nobody has said that they are done, or never will be."""
        found: FollowUpQuerySet = self._with_last().filter(Q(last__isnull=True) | Q(last="not-yet"))
        return found

    def closed(self) -> FollowUpQuerySet:
        """Return those of which somebody has said that they are done, or never will be."""
        found: FollowUpQuerySet = self._with_last().filter(last__in=["done", "never"])
        return found

    def _with_last(self) -> Any:
        """Return the follow-ups with the outcome of their last answer."""
        answers: Any = self.model._meta.get_field("answers").related_model
        last = answers.objects.filter(follow_up=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
        return self.annotate(last=Subquery(last))

    def with_details(self) -> FollowUpQuerySet:
        """Return the follow-ups with what names them and their answers, in a constant number of queries."""
        beside = ("report__delegation__city__country", "term__official")
        return self.select_related(*beside).prefetch_related("answers")

    def public(self, on: date) -> FollowUpQuerySet:
        """Return what everybody may see on a day: of trips that are over and reported, the next due first."""
        over = Q(report__delegation__period_end__lt=on)
        return self.reported().filter(over).with_details().order_by("due_on", "pk")


class FollowUpManager(NaturalManager["FollowUp"].from_queryset(FollowUpQuerySet)):  # type: ignore[misc]
    """Finds follow-ups by natural key and by the office's questions."""
