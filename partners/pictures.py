"""Cities may have pictures: coats of arms, a leading picture, others."""

from __future__ import annotations

from oleksandria_intl.gallery import owners
from partners.models import City


def register() -> None:
    """Let the cities that have pages have pictures."""
    owners.register("city", owners.Owner(City, "slug", lambda on: City.objects.partners()))
