"""What is edited of a reception on the delegation's page: the programme of the stay; what the guests were given."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from budget.admin.base import page_to_add
from delegations.admin.path import WayPages
from delegations.models import Delegation, Giving, StayItem
from oleksandria_intl.admin.base import RecordedStackedInline


class StayInline(RecordedStackedInline):
    """The programme of the guests' stay, hour by hour; of our own delegations there is none."""

    model = StayItem
    fields = (("on", "starts_at", "ends_at"), ("name_uk", "name_en"), ("venue_uk", "venue_en"))
    fetched_with = ("delegation__city__country",)


class GiftPages(WayPages):
    """The part of a delegation's pages that has to do with guests and souvenirs."""

    def get_inlines(self, request: HttpRequest, obj: Delegation | None) -> list[Any]:
        """Offer the programme of the stay of guests alone."""
        is_reception = obj is not None and obj.direction == Delegation.Direction.IN
        return [each for each in super().get_inlines(request, obj) if each is not StayInline or is_reception]

    def panel(self, request: HttpRequest, row: Delegation) -> dict[str, Any]:
        """Return what was given, and where more is."""
        may_give = request.user.has_perm("delegations.add_giving")
        return {
            **super().panel(request, row),
            "givings": row.givings.with_details(),
            "give_url": page_to_add(Giving, delegation=row.pk) if may_give else "",
        }
