"""The clock of the tests: it stands where TEST_NOW says, else on a Tuesday of 2026, and a test may move it."""

from __future__ import annotations

import os
from datetime import datetime, time, timezone
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")
USUAL = "2026-11-24"


def moment(text: str) -> datetime:
    """Return the moment in UTC of «2020-03-15T23:30» in Kyiv; of «2020-03-15» its noon."""
    there = datetime.fromisoformat(text)
    if "T" not in text:
        there = datetime.combine(there.date(), time(12))
    # Not in Kyiv's zone: time-machine would put the whole process there.
    return there.replace(tzinfo=KYIV).astimezone(timezone.utc)


NOW = moment(os.environ.get("TEST_NOW", USUAL))
