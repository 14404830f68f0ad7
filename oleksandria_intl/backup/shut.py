"""Shutting the portal while a backup is restored: nobody reads half of it, nobody writes into it.

Locks of the operating system say so, and end with whoever holds them: a restore that is killed leaves the portal open.
They hold for all processes that share VAR_DIR.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from oleksandria_intl import locks

from .archive import Refused

RESTORING, AT_WORK = "restoring", "at-work"
"""The first is held by a restore; the second by a restore alone, or by all who work with the portal."""
PATIENCE = 60
"""Seconds to wait until what is under way is done."""
RETRY_AFTER = 60
"""Seconds after which whoever was turned away may try again."""


@contextmanager
def shut(patience: float = PATIENCE) -> Iterator[None]:
    """Shut the portal once nobody is at work; raises ``Refused`` where somebody stays so for long."""
    with locks.held(RESTORING, wait=1) as is_mine:
        if not is_mine:
            raise Refused(_("Another restore is under way."))
        with locks.held(AT_WORK, wait=patience) as is_quiet:
            if not is_quiet:
                raise Refused(_("The portal is still at work (an import, a backup, a paper); try again later."))
            yield


@contextmanager
def at_work() -> Iterator[bool]:
    """Keep the portal from being shut meanwhile; yield False where it is shut already."""
    with locks.held(AT_WORK, shared=True) as is_open:
        yield is_open and not is_shut()


def is_shut() -> bool:
    """Say whether a restore is under way."""
    with locks.held(RESTORING, shared=True) as is_free:
        return not is_free


class ShutWhileRestoring:
    """Answer everybody, staff too, that the portal is shut for a moment; /healthz says so as well.

    It stands before the kept pages, and outside the policy of what a page may load, which its own page is given.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answer_shut: Any = CSPMiddleware(_shut_page)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with at_work() as is_open:
            if is_open:
                return self.get_response(request)
        answer: HttpResponseBase = self.answer_shut(request)
        return answer


def _shut_page(request: HttpRequest) -> HttpResponse:
    if request.path_info == "/healthz":
        answer = HttpResponse("unwell\nrestoring: under way\n", content_type="text/plain; charset=utf-8")
    else:
        answer = HttpResponse(render_to_string("503.html"))
    answer.status_code = 503
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer
