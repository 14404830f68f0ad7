"""What lists and public pages ask of delegations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, Max


class ListedDelegations:
    """Delegations as lists show them."""

    def called(self: Any, code: str) -> Any:
        """Return the delegation of a code."""
        return self.filter(code=code)

    def being_prepared(self: Any) -> Any:
        """Return the delegations whose order is not issued yet, the next first."""
        rows = self.filter(status="prepared").select_related("city__country")
        return rows.order_by(F("period_start").asc(nulls_last=True), "code")

    def of_city(self: Any, city: Any) -> Any:
        """Return who went to a city or came from it, the latest first."""
        return self.filter(city=city).order_by(F("period_start").desc(nulls_last=True), "code")

    def planned_as(self: Any, trip: Any, kind: str) -> Any:
        """Return the delegations out that came of a planned visit or conference, the latest first."""
        found = self.out().filter(program=trip.edition.program_id, planned_code=trip.code, kind=kind)
        return found.order_by(F("period_start").desc(nulls_last=True), "code")

    def spans(self: Any) -> Any:
        """Return tuples of primary key, direction, kind, status, first and last possible day, and precision."""
        known = ("period_start", "period_end", "period_precision")
        return self.order_by().values_list("pk", "direction", "kind", "status", *known)

    def named(self: Any) -> Any:
        """Return the delegations with what names them."""
        return self.select_related("city__country")

    def with_reports(self: Any) -> Any:
        """Return the delegations with their reports and what these promise, in a constant number of queries."""
        return self.select_related("report").prefetch_related("report__follow_ups")

    def in_news(self: Any) -> Any:
        """Return the delegations that have their days, those that ended last first."""
        return self.filter(period_precision="day").order_by("-period_end", "code")

    def last_days(self: Any, cities: Collection[int], on: date) -> dict[int, date]:
        """Return the last day, until a day, of what took place with each of these cities, by their primary keys."""
        was = self.filter(status__in=["ordered", "reported"], city__in=cities, period_end__lte=on)
        return dict(was.order_by().values_list("city").annotate(last=Max("period_end")))
