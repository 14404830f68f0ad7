"""What takes much work to make of the content, kept in the process while nothing changes and the day is the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from oleksandria_intl import clock, content_version, once

DAY = 86_400
Made = TypeVar("Made")


def note_version() -> None:
    """Ask for the state of the content, as every page of the staff that changes nothing does before it reads any.

    The number may be older than what is read after it, never newer.
    """
    if content_version.is_settled():
        once.made(content_version.current)


def kept(name: str, make: Callable[[], Made]) -> Made:
    """Return what is made of rows read after ``note_version``; what is kept must be plain data, and not None."""
    if not content_version.is_settled():
        return make()
    version = once.made(content_version.current)
    key = f"kept-{name}-{version.epoch}-{version.number}-{clock.today().isoformat()}"
    found: Made | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, DAY)
    return found


def kept_if_noted(name: str, make: Callable[[], Made]) -> Made:
    """Return the same where the state of the content was noted before any was read; else what is made now."""
    return kept(name, make) if once.is_made(content_version.current) else make()
