"""How long a session lasts: some hours from the login, and some minutes from the last thing that was done in it.

An idle session is locked, not lost: until its hours are over the password or a passkey opens it again, where the person
was. While it is locked, every page but those that open or end it sees nobody logged in.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from oleksandria_intl.middleware import is_of_staff

BEGAN, SEEN = "began_at", "seen_at"
"""Where the session keeps the seconds of its login, and of the last thing done in it."""
NOTED_EVERY = 60
OPENING = ("account_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout", "admin:logout")
"""The pages that open or end a locked session."""

log = logging.getLogger(__name__)


class Left(NamedTuple):
    """How many seconds a session has left: until it is locked if nothing is done, and until it ends."""

    idle: float
    whole: float


def left_of(session: SessionBase) -> Left:
    """Return what a session of somebody who is logged in has left; one that does not know its login has nothing."""
    now, began = time.time(), session.get(BEGAN, 0)
    whole = began + settings.SESSION_COOKIE_AGE - now
    return Left(min(session.get(SEEN, began) + settings.SESSION_IDLE_SECONDS - now, whole), whole)


def noted_every() -> float:
    """Return the seconds between two notes of activity: not every request writes the session."""
    return min(NOTED_EVERY, settings.SESSION_IDLE_SECONDS / 10)


def note_activity(session: SessionBase) -> None:
    """Let the session's idleness begin anew; written at most once a minute."""
    now = time.time()
    if now - session.get(SEEN, 0) >= noted_every():
        session[SEEN] = now


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Let the session of whoever has just logged in whole begin."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def go_on(request: HttpRequest, reauthenticated: bool = False, **kwargs: Any) -> None:
    """Open the session, locked or not, of whoever has confirmed who they are."""
    if reauthenticated:
        request.session[SEEN] = time.time()


def is_locked(request: HttpRequest) -> bool:
    """Whether the request comes with a session that was idle for too long, and has not ended."""
    return bool(getattr(request, "is_locked", False))


class SessionLimits:
    """End sessions that are over, lock idle ones, and note what is done on the staff's side.

    A request without a session cookie is left alone: its answer is for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            left = left_of(request.session)
            if left.whole <= 0:
                self._end(request)
            elif left.idle <= 0:
                self._lock(request)
            elif is_of_staff(request) and request.path != reverse("session-left"):
                note_activity(request.session)
            if is_locked(request) and request.path == reverse("account_login"):
                return self._to_opening(request)
        return self.get_response(request)

    def _end(self, request: Any) -> None:
        log.info("A session has ended by its length", extra={"request": request})
        request.session.flush()
        request.user = AnonymousUser()

    def _lock(self, request: Any) -> None:
        request.is_locked = True
        if request.path not in map(reverse, OPENING):
            request.user = AnonymousUser()

    def _to_opening(self, request: HttpRequest) -> HttpResponseBase:
        """Lead from the login to the page that asks for the password of the session's own person alone."""
        asked_for = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME)
        return redirect_to_login(asked_for or reverse("admin:index"), reverse("account_reauthenticate"))
