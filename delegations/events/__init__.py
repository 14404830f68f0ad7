"""What is planned and what happens as the public sees it: visits, receptions of guests, conferences."""

from .held import Held
from .lists import (
    MODELS,
    PAST,
    UPCOMING,
    Span,
    at,
    called,
    came_of,
    held_of,
    next_or_last,
    of_city,
    places,
    plan_of,
    spans,
)
from .planned import CONFERENCE, RECEPTION, VISIT, Event

__all__ = [
    "CONFERENCE",
    "MODELS",
    "PAST",
    "RECEPTION",
    "UPCOMING",
    "VISIT",
    "Event",
    "Held",
    "Span",
    "at",
    "called",
    "came_of",
    "held_of",
    "next_or_last",
    "of_city",
    "places",
    "plan_of",
    "spans",
]
