"""The registry of what waits for somebody: the first thing that staff see in the admin.

Each app registers its own in ``AppConfig.ready()``; the front page of the admin asks here, and so do the reminders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the reader: a sentence that says what, where it is done, how much of it there is."""

    sentence: str
    link: str
    count: int


Source = Callable[["User"], Iterable[Waiting]]
SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: a function from a member of staff to what waits for them, as far as they may do it."""
    SOURCES.append(source)
    return source


def waiting(person: User) -> list[Waiting]:
    """Return what waits for a member of staff; nothing of which there is none."""
    return [each for source in SOURCES for each in source(person) if each.count]
