"""What is edited of a reception on the delegation's page: the programme of the stay; what the guests were given."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from budget.admin.base import page_of, page_to_add
from budget.admin.panels import Line
from budget.admin.sums import amount_text
from delegations.admin.kept_panel import kept_of
from delegations.admin.path import WayPages
from delegations.models import Delegation, Giving, StayItem
from oleksandria_intl.admin.base import RecordedStackedInline


def giving_line(giving: Giving) -> Line:
    """Return what a list of givings shows of one: what, how many, when, to whom, by which act it is written off."""
    item = giving.purchase.item
    act = gettext("act %(act)s") % {"act": giving.act} if giving.act else gettext("not written off")
    more = ", ".join(filter(None, (f"{giving.given_on:%d.%m.%Y}", giving.to_whom, act)))
    return Line(page_of(giving), f"{item}: {giving.quantity} {item.unit_uk}", amount_text(giving.amount), more)


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
            "gifts": {
                "title": gettext("Souvenirs"),
                "lines": kept_of(row, "givings", lambda: [giving_line(each) for each in row.givings.with_details()]),
            },
            "give_url": page_to_add(Giving, delegation=row.pk) if may_give else "",
        }
