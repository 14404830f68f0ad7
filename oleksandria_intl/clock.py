"""What day it is in Kyiv, and what is known on it: the only place that asks the machine's clock for a day."""

from __future__ import annotations

from datetime import date, datetime, time, timezone

from django.utils.timezone import get_default_timezone, localdate, make_aware


def today() -> date:
    """Return the day that it is in Kyiv, wherever the portal runs and whoever asks."""
    return localdate(timezone=get_default_timezone())


def known_on(day: date) -> date:
    """Return the day as of which figures are known that are asked for as of a day: that day, or today before it."""
    return min(day, today())


def beginning_of(day: date) -> datetime:
    """Return the moment in UTC at which a day begins in Kyiv."""
    return make_aware(datetime.combine(day, time()), get_default_timezone()).astimezone(timezone.utc)
