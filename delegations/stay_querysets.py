"""What is asked of programmes of stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from delegations.models import StayItem  # noqa: F401 - named in strings


class StayItemQuerySet(models.QuerySet["StayItem"]):
    """Items of programmes of stays."""

    def outside(self) -> StayItemQuerySet:
        """Return the items of days on which the guests are not here."""
        before, after = (
            models.Q(on__lt=models.F("delegation__period_start")),
            models.Q(on__gt=models.F("delegation__period_end")),
        )
        return self.filter(before | after).select_related("delegation__city")

    def without_english(self, delegation: Any) -> StayItemQuerySet:
        """Return the items of a stay that nobody has put into English."""
        return self.filter(delegation=delegation, name_en="")


class StayItemManager(NaturalManager["StayItem"].from_queryset(StayItemQuerySet)):  # type: ignore[misc]
    """Finds items of stays by natural key and by the office's questions."""
