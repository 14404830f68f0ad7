"""What readers may ask of the machine: papers made at the same time, and reports for periods of their own choice.

Commands are not limited. The staff have a place of their own, which readers never take.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import locks
from oleksandria_intl.clients import counted_address

FREE_PERIOD = frozenset({"from", "to", "on"})
"""The parameters by which a reader chooses a period."""
SAME_PAPER_WAIT = 10.0
"""Seconds for which a reader waits while the very paper is made for somebody else."""
WAIT = 0.5
"""Seconds for which a reader waits for a place where the waiting process serves nobody meanwhile,"""
WAIT_IN_A_THREAD = 10.0
"""and where it has other threads."""
WAITING_IN_THREADS = 3
"""The most readers that wait for a place at once where there are threads; without threads, one."""
STAFF_WAIT = 60.0
MINUTE = 60

asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)
"""The request that is answered; None in a command."""


class Refused(Exception):
    """The reader may have this later, or not at all: the status of the answer, and a sentence that says why.

    The sentence is lazy: a paper is made in Ukrainian, and the reader's page may be in English.
    """

    def __init__(self, status: int, title: Any, sentence: Any, *, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.status, self.title, self.sentence, self.retry_after = status, title, sentence, retry_after


@contextmanager
def rendering() -> Iterator[None]:
    """Hold a place in which a paper is made; raises ``Refused``."""
    request = asking.get()
    if request is None:
        yield
        return
    places = [f"rendering-{number}" for number in range(settings.RENDERINGS_AT_ONCE)]
    if is_staff(request):
        place = locks.held("rendering-staff", *places, wait=STAFF_WAIT)
    else:
        _count(request)
        place = _place_of_reader(request, places)
    with place as is_free:
        if not is_free:
            raise busy()
        yield


@contextmanager
def _place_of_reader(request: HttpRequest, places: list[str]) -> Iterator[bool]:
    """Hold one of the places, after a wait if need be; yield whether one was free."""
    with locks.held(*places) as is_free:
        if is_free:
            yield True
            return
    with _waiting(request) as wait, locks.held(*places, wait=wait) as is_free:
        yield is_free


@contextmanager
def _waiting(request: HttpRequest) -> Iterator[float]:
    """Yield for how many seconds a reader may wait for a place: not at all where enough others do."""
    has_threads = bool(request.META.get("wsgi.multithread"))
    chairs = [f"waiting-{number}" for number in range(WAITING_IN_THREADS if has_threads else 1)]
    with locks.held(*chairs) as is_free:
        yield (WAIT_IN_A_THREAD if has_threads else WAIT) if is_free else 0


@contextmanager
def same_paper(name: str) -> Iterator[None]:
    """Let one process or thread at a time make the paper of this name; raises ``Refused`` after too long a wait."""
    request = asking.get()
    wait = None if request is None else STAFF_WAIT if is_staff(request) else SAME_PAPER_WAIT
    with locks.held(f"paper-{name[:2]}", wait=wait) as is_free:
        if not is_free:
            raise busy()
        yield


@contextmanager
def own_turn(request: HttpRequest) -> Iterator[None]:
    """Let an address ask for one report of a free period at a time; raises ``Refused``, at once.

    The same report may be asked for again meanwhile: a reader clicked twice.
    """
    if not is_of_free_period(request) or is_staff(request):
        yield
        return
    turn, asked = f"reader-{_digest(counted_address(request))[:3]}", _digest(request.get_full_path())
    with locks.held(turn, note=asked) as is_free:
        if not is_free and locks.note_of(turn) != asked:
            raise Refused(
                429,
                _("One report at a time"),
                _("Another report is being made for your address at this moment. Ask for this one in a few seconds."),
                retry_after=2,
            )
        yield


def is_of_free_period(request: HttpRequest) -> bool:
    """Whether the reader chose the period of what is asked for."""
    return not FREE_PERIOD.isdisjoint(request.GET)


def busy() -> Refused:
    """Return what is said to a reader for whom there is no place."""
    return Refused(
        503,
        _("The portal is busy"),
        _("It is making papers for others and will make this one as soon as it can. Ask again in a few seconds."),
        retry_after=5,
    )


def _count(request: HttpRequest) -> None:
    """Count a report for a free period that has to be made, once for every address; raises ``Refused``."""
    if not is_of_free_period(request):
        return
    minute, second = divmod(int(time.time()), MINUTE)
    counter = f"reports-{_digest(counted_address(request))}-{minute}"
    seen = f"{counter}-{_digest(request.get_full_path())}"
    if cache.get(seen):
        return
    cache.add(counter, 0, 2 * MINUTE)
    if cache.incr(counter) > settings.REPORTS_A_MINUTE:
        raise Refused(
            429,
            _("Too many reports in a minute"),
            _("Every period of your own choice is a new report to be made. Ask for the next one in a minute."),
            retry_after=MINUTE - second,
        )
    cache.set(seen, True, 2 * MINUTE)


def is_staff(request: HttpRequest) -> bool:
    """Whether somebody is logged in; without a session cookie nothing is asked, and the answer is for everybody."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
