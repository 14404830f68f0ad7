"""Browsers in which people have logged in before: there they get in while others guess at their names.

A signed cookie holds the browser's own random name and, for each person who logged in whole there, a digest of what
Django ends their sessions by: it is void as soon as their password changes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from oleksandria_intl import cookies
from oleksandria_intl.middleware import ACCOUNTS

COOKIE = "known_browser"
AGE = 365 * 24 * 3600
MOST_PEOPLE = 10
"""How many share a computer; the cookie forgets who logged in there first."""


def name_of_browser(request: HttpRequest, person: User | None) -> str:
    """Return the name of the browser if this person has logged in there; empty if not."""
    cookie = _cookie_of(request)
    mark = cookie["people"].get(str(person.pk), "") if person else ""
    return cookie["browser"] if person and constant_time_compare(mark, _mark_of(person)) else ""


def _cookie_of(request: HttpRequest) -> dict[str, Any]:
    try:
        cookie: dict[str, Any] = signing.loads(request.COOKIES.get(cookies.own(COOKIE), ""), salt=COOKIE, max_age=AGE)
    except signing.BadSignature:
        return {"browser": secrets.token_urlsafe(16), "people": {}}
    return cookie


def _mark_of(person: User) -> str:
    return salted_hmac(COOKIE, person.get_session_auth_hash(), algorithm="sha256").hexdigest()[:32]


def remember(request: Any, user: User, **kwargs: Any) -> None:
    """Note that the person is known in this browser from now on; the middleware writes the cookie."""
    request.person_of_browser = user


class KnownBrowsers:
    """Give the browser of whoever has just logged in, or has just changed a password, its cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        person = getattr(request, "person_of_browser", None)
        if person is not None:
            self._write(request, response, person)
        return response

    def _write(self, request: HttpRequest, response: HttpResponseBase, person: User) -> None:
        cookie = _cookie_of(request)
        others = {pk: mark for pk, mark in cookie["people"].items() if pk != str(person.pk)}
        people = [*others.items(), (str(person.pk), _mark_of(person))][-MOST_PEOPLE:]
        response.set_cookie(
            cookies.own(COOKIE),
            signing.dumps({**cookie, "people": dict(people)}, salt=COOKIE, compress=True),
            max_age=AGE,
            path=f"{settings.PATH_PREFIX}{ACCOUNTS}",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
