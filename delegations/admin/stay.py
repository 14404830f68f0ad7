"""What is edited of a reception on the delegation's page: the programme of the stay."""

from __future__ import annotations

from delegations.models import StayItem
from oleksandria_intl.admin.base import RecordedStackedInline


class StayInline(RecordedStackedInline):
    """The programme of the guests' stay, hour by hour."""

    model = StayItem
    fields = (("on", "starts_at", "ends_at"), ("name_uk", "name_en"), ("venue_uk", "venue_en"))
    fetched_with = ("delegation__city__country",)
