"""News of trips and receptions for feed readers."""

from __future__ import annotations

from datetime import date, datetime, time, timezone
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.events import Held, held_of
from delegations.models import Delegation
from oleksandria_intl import clock
from oleksandria_intl.page_parameters import kept
from oleksandria_intl.portal.views.feeds import MOST_NEWS, DatedFeed


@kept()
class VisitNews(Feed):
    """The latest trips, receptions and conferences that took place or are ordered."""

    feed_type = DatedFeed
    item_guid_is_permalink = False

    def title(self) -> str:
        return _("Trips, receptions and conferences")

    def description(self) -> str:
        return _("Whom the council sends abroad and whom it receives: once ordered, once over, once reported.")

    def link(self) -> str:
        return reverse("visits:list")

    def items(self) -> list[Held]:
        """Return the public delegations, those that ended last first."""
        today = clock.today()
        rows = Delegation.objects.public(today).with_details().in_news()[:MOST_NEWS]
        return [held_of(row, today) for row in rows]

    def item_title(self, item: Any) -> str:
        return f"{item.title}: {item.state}"

    def item_description(self, item: Held) -> str:
        return str(item.trip.purpose)

    def item_link(self, item: Held) -> str:
        return item.address

    def item_guid(self, item: Held) -> str:
        """Return what changes with the state: each is news of its own."""
        state = "over" if item.is_over else item.trip.status
        return f"delegation:{item.code}/{state}"

    def item_pubdate(self, item: Held) -> datetime | None:
        """Return the day from which it is so: that of the order, then the last of its days."""
        day: date | None = item.trip.ends_on if item.is_past else item.trip.order and item.trip.order.dated
        return datetime.combine(day, time(), timezone.utc) if day else None
