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

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show it of guests."""
        return super().has_view_permission(request, obj) and is_reception(obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Add to the programme of guests."""
        return super().has_add_permission(request, obj) and is_reception(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change the programme of guests."""
        return super().has_change_permission(request, obj) and is_reception(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete from the programme of guests."""
        return super().has_delete_permission(request, obj) and is_reception(obj)


def is_reception(delegation: Delegation | None) -> bool:
    """Whether a delegation, which is there already, is one of guests."""
    return delegation is not None and delegation.direction == Delegation.Direction.IN


class GiftPages(WayPages):
    """The part of a delegation's pages that has to do with souvenirs."""

    def panel(self, request: HttpRequest, row: Delegation) -> dict[str, Any]:
        """Return what was given, and where more is."""
        may_give = request.user.has_perm("delegations.add_giving")
        return {
            **super().panel(request, row),
            "givings": row.givings.with_details(),
            "give_url": page_to_add(Giving, delegation=row.pk) if may_give else "",
        }
