"""Planned visits as files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from delegations.events import CONFERENCE, VISIT
from delegations.models import Conference, PlannedVisit
from oleksandria_intl.periods import PERIOD_FIELDS
from oleksandria_intl.resources import InfoColumn
from oleksandria_intl.resources.public import Fact, PublicResource
from programs.models import Edition
from programs.resources import of_edition, of_program
from programs.row_resources import EditionRowResource


class PlannedVisitResource(EditionRowResource):
    """Planned visits of delegations."""

    called_by = ("city", "place_words", "period_start", "period_words")
    place = InfoColumn(gettext_lazy("Destination in full (for information)"), lambda visit: visit.place)
    fetched_with = ("city__country",)

    class Meta:
        model = PlannedVisit
        fields = (
            "edition",
            "order",
            "city",
            "place",
            "place_words",
            *PERIOD_FIELDS,
            "amount",
            "measure_line",
            "footnote",
            "code",
        )


KINDS = ((VISIT, gettext_lazy("visit")), (CONFERENCE, gettext_lazy("conference")))
TRIP_FIELDS = (
    "program",
    "edition",
    "kind",
    "code",
    "partner",
    "country",
    "place_uk",
    "topic_uk",
    "purposes_uk",
    "participants_uk",
    "period_uk",
    "period_start",
    "period_end",
    "period_precision",
    "measure",
    "amount",
)


class TripData(PublicResource):
    """Planned visits or conferences as open data: one set holds both."""

    key = ("program", "kind", "code")
    heads = {"amount": gettext_lazy("planned cost, UAH")}
    program, edition = of_program(), of_edition()
    partner = Fact(gettext_lazy("city (code)"), lambda trip: trip.city.slug if trip.city else None)
    country = Fact(gettext_lazy("country (ISO code)"), lambda trip: trip.city.country.code if trip.city else None)
    place_uk = Fact(gettext_lazy("destination"), lambda trip: trip.place)
    topic_uk = Fact(gettext_lazy("area of cooperation"), lambda trip: getattr(trip, "topic_uk", None))
    purposes_uk = Fact(gettext_lazy("purposes"), lambda trip: _of_lines(trip, lambda line: line.purpose.name_uk))
    participants_uk = Fact(
        gettext_lazy("composition of the delegation"), lambda trip: _of_lines(trip, lambda line: line.participants)
    )
    period_uk = Fact(gettext_lazy("date as printed"), lambda trip: trip.period_text())
    measure = Fact(
        gettext_lazy("measure that pays"), lambda trip: trip.measure_line.measure.code if trip.measure_line else None
    )

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return what the public editions plan."""
        rows = self.model().objects.filter(edition__in=Edition.objects.current(on))
        rows = rows.select_related("edition__program", "city__country", "measure_line__measure")
        return rows.order_by("edition__program__slug", "order", "pk")


def _of_lines(trip: Any, tell: Any) -> str:
    """Return what the lines of a visit tell, each thing once; a conference has none."""
    lines = trip.lines.all() if hasattr(trip, "lines") else ()
    return "; ".join(dict.fromkeys(filter(None, map(tell, lines))))


class VisitData(TripData):
    """Planned visits as open data."""

    kind = Fact(gettext_lazy("kind"), lambda trip: VISIT, required=True, choices=KINDS)

    class Meta:
        model = PlannedVisit
        fields = TRIP_FIELDS

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the visits with what they are for."""
        return super().public(on).prefetch_related("lines__purpose")


class ConferenceData(TripData):
    """Planned conferences as open data."""

    kind = Fact(gettext_lazy("kind"), lambda trip: CONFERENCE, required=True, choices=KINDS)

    class Meta:
        model = Conference
        fields = TRIP_FIELDS
