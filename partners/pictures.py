"""Cities may have pictures: coats of arms, a leading picture, others."""

from __future__ import annotations

from oleksandria_intl.gallery import owners
from partners.models import City, TimelineNote


def register() -> None:
    """Let the cities that have pages have pictures, and what is noted in their timelines for everybody."""
    owners.register("city", owners.Owner(City, "slug", lambda on: City.objects.partners()))
    owners.register(
        "timeline", owners.Owner(TimelineNote, "code", lambda on: TimelineNote.objects.filter(is_public=True))
    )
