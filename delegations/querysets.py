"""Queries about what is planned and about delegations, in the office's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from budget.querysets.money import MoneySum
from delegations.listed_querysets import ListedDelegations
from oleksandria_intl.models import Decision, NaturalManager
from oleksandria_intl.publication import martial_law
from programs.models import Edition

if TYPE_CHECKING:
    from delegations.models import (  # noqa: F401 - named in strings
        Delegation,
        EstimateLine,
        PerDiemNorm,
        PerDiemRule,
        PlannedTrip,
        TripDay,
        VisitField,
    )


class PlannedTripQuerySet(models.QuerySet["PlannedTrip"]):
    """Planned visits or conferences."""

    def printed(self, edition: Any) -> PlannedTripQuerySet:
        """Return an edition's trips in order, with what their rows print."""
        return self.filter(edition=edition).select_related("city__country").order_by("order", "pk")

    def to_city(self, city: Any) -> PlannedTripQuerySet:
        """Return what is planned in a city."""
        return self.filter(city=city)

    def public(self, on: date) -> PlannedTripQuerySet:
        """Return what every programme plans by the edition in force on a day, else by its newest public one."""
        return self.filter(edition__in=Edition.objects.current(on))

    def of_editions(self, editions: list[int]) -> PlannedTripQuerySet:
        """Return what editions plan, by their primary keys."""
        return self.filter(edition__in=editions)

    def spans(self) -> Any:
        """Return tuples of primary key, first and last possible day, precision, and the programme's last year."""
        known = ("period_start", "period_end", "period_precision")
        return self.order_by().values_list("pk", *known, "edition__year_to")

    def of_code(self, program: Any, code: str) -> PlannedTripQuerySet:
        """Return the rows of a code in a programme, given by its primary key: one in each edition."""
        return self.filter(edition__program=program, code=code)

    def newest_first(self) -> PlannedTripQuerySet:
        """Return the trips, the latest first, after those without a date."""
        return self.order_by(F("period_start").desc(nulls_first=True), "-edition__year_from", "order")

    def without_delegation(self, kind: str, delegations: DelegationQuerySet) -> PlannedTripQuerySet:
        """Return the trips, all of a kind, of which none of these delegations came."""
        of_plan = {"program": OuterRef("edition__program"), "planned_code": OuterRef("code")}
        return self.exclude(Exists(delegations.out().filter(kind=kind, **of_plan)))

    def beginning(self, first: date, last: date) -> PlannedTripQuerySet:
        """Return the trips that may begin between two days: their period touches them."""
        return self.filter(period_start__lte=last, period_end__gte=first)

    def named(self) -> PlannedTripQuerySet:
        """Return the trips with what names them: the programme's address, the city and its country."""
        return self.select_related("edition__program", "city__country")

    def with_details(self) -> PlannedTripQuerySet:
        """Return the trips with all that their pages show, in a constant number of queries."""
        papers = ("edition__program", "edition__decision__prior__body")
        beside = (*papers, "city__country", "measure_line__direction", "footnote")
        within = ["measure_line__funding__source"]
        if hasattr(self.model, "lines"):
            within.append("lines__purpose__theme__field")
        return self.select_related(*beside).prefetch_related(*within)

    def coded(self, editions: Any, codes: Iterable[str]) -> Any:
        """Return tuples of programme, code and planned cost of the trips of editions that have these codes."""
        rows = self.filter(edition__in=editions, code__in=list(codes)).order_by()
        return rows.values_list("edition__program_id", "code", "amount")

    def keys_in_programmes(self) -> Any:
        """Return pairs of a programme's primary key and the code of what an edition of it plans."""
        return self.order_by().values_list("edition__program", "code").distinct()


class PlannedTripManager(NaturalManager["PlannedTrip"].from_queryset(PlannedTripQuerySet)):  # type: ignore[misc]
    """Finds planned trips by natural key and by the office's questions."""


class VisitFieldQuerySet(models.QuerySet["VisitField"]):
    """Fields of visits."""

    def printed(self, edition: Any) -> VisitFieldQuerySet:
        """Return an edition's fields with all that the table of visits prints, in a constant number of queries."""
        return self.filter(edition=edition).prefetch_related("themes__purposes__lines__visit__city__country")


class VisitFieldManager(NaturalManager["VisitField"].from_queryset(VisitFieldQuerySet)):  # type: ignore[misc]
    """Finds fields of visits by natural key and by the office's questions."""


class DelegationQuerySet(ListedDelegations, models.QuerySet["Delegation"]):
    """Delegations out and in."""

    def out(self) -> DelegationQuerySet:
        """Return the delegations that travel."""
        return self.filter(direction="out")

    def guests(self) -> DelegationQuerySet:
        """Return the delegations that come to us."""
        return self.filter(direction="in")

    def public(self, on: date) -> DelegationQuerySet:
        """Return the delegations that everybody may see on a day: those whose order was issued.

        While martial law is set, a trip appears on the day after its last one, and so does one that was cancelled.
        """
        issued = self.filter(Q(status__in=["ordered", "reported"]) | Q(status="cancelled", order__number__gt=""))
        if not martial_law.is_set(on):
            return issued
        return issued.filter(Q(direction="in") | Q(period_end__lt=on))

    def withheld(self, on: date) -> DelegationQuerySet:
        """Return the trips that nobody but staff may see on a day: those that are prepared, too."""
        return self.out().exclude(pk__in=self.model._default_manager.public(on).order_by().values("pk"))

    def begun_without_order(self, on: date) -> DelegationQuerySet:
        """Return the delegations that are still prepared although their first day has come."""
        rows = self.filter(status="prepared", period_precision="day", period_start__lte=on)
        return rows.select_related("city__country")

    def planned(self) -> DelegationQuerySet:
        """Return the delegations that name what a programme planned."""
        return self.exclude(planned_code="").select_related("city__country")

    def with_order(self) -> DelegationQuerySet:
        """Return the delegations whose order is issued and whose report is not there yet."""
        return self.filter(status="ordered").select_related("city__country", "order", "measure")

    def ordered_until(self, last: date) -> DelegationQuerySet:
        """Return the same that were not over before a day."""
        return self.with_order().filter(period_precision="day", period_end__gte=last)

    def of_planned(self, planned: PlannedTrip) -> DelegationQuerySet:
        """Return the delegations that grew from a planned visit or conference, by its code; not cancelled ones."""
        return self.grown_from(planned).exclude(status="cancelled")

    def grown_from(self, planned: PlannedTrip) -> DelegationQuerySet:
        """Return the same with those that were cancelled."""
        rows = self.filter(program=planned.edition.program_id, planned_code=planned.code)
        return rows.select_related("city__country")

    def of_decisions(self, decisions: Iterable[Decision]) -> DelegationQuerySet:
        """Return the delegations whose orders are among some decisions."""
        return self.filter(order__in=list(decisions)).with_details()

    def of_code(self, code: str) -> Delegation | None:
        """Return the delegation with this code, or nothing."""
        return self.with_details().filter(code=code).first()

    def codes_from(self, beginning: str) -> Any:
        """Return the codes that begin so."""
        return self.filter(code__startswith=beginning).values_list("code", flat=True)

    def to_report(self, on: date) -> DelegationQuerySet:
        """Return the trips that were over before a day, and whose reports were not handed in."""
        over = self.out().filter(status="ordered", period_precision="day", period_end__lt=on)
        return over.select_related("city__country", "report")

    def with_details(self) -> DelegationQuerySet:
        """Return the delegations with what names them, who goes and what it costs, in a constant number of queries."""
        beside = ("city__country", "program", "measure", "order__body", "organiser", "acting__official")
        return self.select_related(*beside).prefetch_related("participants__term__official", "lines__source")


class DelegationManager(NaturalManager["Delegation"].from_queryset(DelegationQuerySet)):  # type: ignore[misc]
    """Finds delegations by natural key and by the office's questions."""


class EstimateLineQuerySet(models.QuerySet["EstimateLine"]):
    """Lines of estimates."""

    def planned(self) -> Decimal:
        """Return what the lines plan, in hryvnias."""
        return self.aggregate(total=MoneySum("amount"))["total"] or Decimal(0)

    def of_delegations(self, keys: Iterable[int]) -> EstimateLineQuerySet:
        """Return the lines of delegations in order, with all that sheets of costs print of them."""
        beside = ("source", "economic_code", "country", "participant__term__official")
        return self.filter(delegation__in=list(keys)).select_related(*beside).order_by("place", "pk")

    def but_per_diem(self) -> EstimateLineQuerySet:
        """Return the lines that somebody types: all but per diem, which is reckoned."""
        return self.exclude(kind="per-diem")

    def of_kind(self, kind: str) -> EstimateLineQuerySet:
        """Return the lines of a kind of expenses, with their countries."""
        return self.filter(kind=kind).select_related("country")

    def by_place(self) -> Any:
        """Return tuples of source, КЕКВ and planned sum, one for each place that the lines take money of."""
        return self.order_by().values_list("source_id", "economic_code__code").annotate(total=MoneySum("amount"))


class EstimateLineManager(NaturalManager["EstimateLine"].from_queryset(EstimateLineQuerySet)):  # type: ignore[misc]
    """Finds lines of estimates by natural key and by the office's questions."""


class PerDiemRuleQuerySet(models.QuerySet["PerDiemRule"]):
    """Rules of per diem with hosts' meals."""

    def latest_first(self) -> PerDiemRuleQuerySet:
        """Return the rules, the one that came into force last first."""
        return self.order_by("-in_force_from")


class PerDiemRuleManager(NaturalManager["PerDiemRule"].from_queryset(PerDiemRuleQuerySet)):  # type: ignore[misc]
    """Finds rules of per diem by natural key and by their day."""


class PerDiemNormQuerySet(models.QuerySet["PerDiemNorm"]):
    """Norms of per diem."""

    def latest_first(self) -> PerDiemNormQuerySet:
        """Return the norms of all countries, the one that came into force last first."""
        return self.order_by("-in_force_from")


class PerDiemNormManager(NaturalManager["PerDiemNorm"].from_queryset(PerDiemNormQuerySet)):  # type: ignore[misc]
    """Finds norms of per diem by natural key and by their day."""


class TripDayQuerySet(models.QuerySet["TripDay"]):
    """Days of delegations."""

    def outside(self, first: date, last: date) -> TripDayQuerySet:
        """Return the days before a first and after a last one."""
        return self.exclude(on__range=(first, last))


class TripDayManager(NaturalManager["TripDay"].from_queryset(TripDayQuerySet)):  # type: ignore[misc]
    """Finds days of delegations by natural key."""
