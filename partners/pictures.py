"""Cities may have pictures: coats of arms, a leading picture, others; so may entries of their timelines."""

from __future__ import annotations

from oleksandria_intl.gallery import owners
from partners.models import City, TimelineNote


def register() -> None:
    """Let the cities that have pages have pictures, and what the office notes in their timelines."""
    owners.register("city", owners.Owner(City, "slug", lambda on: City.objects.partners()))
    owners.register("timeline-note", owners.Owner(TimelineNote, "code", lambda on: TimelineNote.objects.public()))
