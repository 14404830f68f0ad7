"""The registry of what waits for somebody: the first thing that staff see in the admin.

Each app registers its own in ``AppConfig.ready()``; the front page of the admin asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the reader: a sentence that says what, where it is done, how much of it there is."""

    sentence: str
    link: str
    count: int


Source = Callable[[HttpRequest], Iterable[Waiting]]
SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: a function from a request to what waits for its user, as far as they may do it."""
    SOURCES.append(source)
    return source


def waiting(request: HttpRequest) -> list[Waiting]:
    """Return what waits for the user of a request; nothing of which there is none."""
    return [each for source in SOURCES for each in source(request) if each.count]
