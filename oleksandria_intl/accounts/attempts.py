"""Counting of attempts, in a cache that all processes share.

An attempt takes one of the limit's places before it is made, and leaves it if it turns out to be no failure. A place
that is taken comes free by itself when its time is over. Taking is ``cache.add``, of which one of two processes wins: a
counter in Django's database cache would lose one of two additions.
"""

from __future__ import annotations

import hashlib
import time
from datetime import datetime
from typing import NamedTuple

from django.core.cache import caches
from django.utils import timezone

CACHE = "shared"
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


class Limit(NamedTuple):
    """So many failures of one kind within so many seconds, for everything that has the same key."""

    kind: str
    key: str
    failures: int
    seconds: int

    def places(self) -> list[str]:
        """Return the names of the limit's places in the cache; the key itself (a name, an address) is not kept."""
        digest = hashlib.sha256(self.key.encode()).hexdigest()
        return [f"{self.kind}-{self.seconds}-{digest}-{place}" for place in range(self.failures)]


class TooManyAttempts(Exception):
    """All places are taken; the earliest comes free at ``again_at``."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at


class Attempt:
    """An attempt under way, which counts as failed until it is forgiven."""

    def __init__(self, places: list[str]) -> None:
        self._places = places

    def forgive(self) -> None:
        """Let the attempt not count."""
        caches[CACHE].delete_many(self._places)


def begin(*limits: Limit) -> Attempt:
    """Count an attempt under each of the limits, or under none and raise ``TooManyAttempts``."""
    cache, now = caches[CACHE], time.time()
    ends: dict[str, float] = cache.get_many([place for limit in limits for place in limit.places()])
    taken, again_at = [], 0.0
    for limit in limits:
        free = (place for place in limit.places() if place not in ends)
        mine = next((place for place in free if cache.add(place, now + limit.seconds, limit.seconds)), None)
        if mine:
            taken.append(mine)
        else:
            first = min((ends[place] for place in limit.places() if place in ends), default=now + limit.seconds)
            again_at = max(again_at, first)
    if again_at:
        cache.delete_many(taken)
        raise TooManyAttempts(datetime.fromtimestamp(again_at, tz=timezone.get_default_timezone()))
    return Attempt(taken)


def is_first(kind: str, key: str, *, seconds: int) -> bool:
    """Whether nothing of this kind had this key within so many seconds; from now on something had."""
    [place] = Limit(kind, key, failures=1, seconds=seconds).places()
    return bool(caches[CACHE].add(place, time.time() + seconds, seconds))
