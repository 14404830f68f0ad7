"""How often passwords and codes may be tried, and by whom.

Whoever guesses is stopped by the name that they guess at and by their address. A whole office has one address, so an
address has many failures; a name can be locked by anybody, so the person themselves gets in meanwhile from a browser
in which they have logged in before, which counts for itself, or by a passkey, which nobody guesses. One address cannot
lock a name for the others within minutes: it comes to its own limit first.

Names count as they are typed, whether or not somebody has them: the lock tells nothing.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.userkit import get_user_by_username
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from oleksandria_intl import clock, logs
from oleksandria_intl.accounts.attempts import DAY, HOUR, MINUTE, Attempt, Limit, TooManyAttempts, begin
from oleksandria_intl.accounts.known_browsers import name_of_browser
from oleksandria_intl.clients import counted_address

QUARTER = 15 * MINUTE


def begin_password(request: HttpRequest, name: str) -> Attempt:
    """Count an attempt to log in by a password; raises ``ValidationError``."""
    browser = name_of_browser(request, get_user_by_username(name)) or _session_of(request, name)
    return _begin(request, "password", name, _limits(request, "password", _plain(name), browser), has_ways=not browser)


def begin_code(request: HttpRequest, person: Any) -> Attempt:
    """Count an attempt to pass the second factor by a code; raises ``ValidationError``."""
    name = person.get_username()
    browser = name_of_browser(request, person) or _session_of(request, name)
    return _begin(request, "code", name, _limits(request, "code", _plain(name), browser), has_ways=not browser)


def begin_reset(request: HttpRequest, mailbox: str) -> Attempt:
    """Count a letter that somebody asks for, to whatever mailbox; raises ``ValidationError``."""
    limits = [
        Limit("reset", _plain(mailbox), 5, HOUR),
        Limit("reset-address", counted_address(request), 20, HOUR),
    ]
    return _begin(request, "reset", mailbox, limits)


def _begin(request: HttpRequest, kind: str, name: str, limits: list[Limit], *, has_ways: bool = False) -> Attempt:
    """Count an attempt; ``has_ways`` says whether its person may get in meanwhile in other ways."""
    try:
        return begin(*limits)
    except TooManyAttempts as error:
        logs.log_too_many_attempts(kind, name, request)
        raise ValidationError(_sentence(error.again_at, has_ways=has_ways), code="too_many_attempts") from error


def _limits(request: HttpRequest, kind: str, name: str, browser: str) -> list[Limit]:
    """Return what an attempt at a name counts under: the browser in which its person is known, or else everything."""
    if browser:
        key = f"{browser} {name}"
        return [Limit(f"{kind}-browser", key, 10, QUARTER), Limit(f"{kind}-browser", key, 50, DAY)]
    address = counted_address(request)
    return [
        Limit(f"{kind}-name-address", f"{address} {name}", 10, QUARTER),
        Limit(f"{kind}-name", name, 30, QUARTER),
        Limit(f"{kind}-name", name, 100, DAY),
        Limit("address", address, 50, QUARTER),
    ]


def _session_of(request: HttpRequest, name: str) -> str:
    """Return the key of the session of the very person whose name it is, who confirms who they are; else empty."""
    is_own = request.user.is_authenticated and _plain(request.user.get_username()) == _plain(name)
    return (request.session.session_key or "") if is_own else ""


def _plain(name: str) -> str:
    """Return a name as it counts, however it is typed."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _sentence(again_at: datetime, *, has_ways: bool) -> str:
    """Say when to try again, and how to get in now."""
    # The last minute is over at the next one.
    moment = timezone.localtime(again_at + timedelta(minutes=1))
    when = {"time": f"{moment:%H:%M}"}
    if moment.date() == clock.today():
        again = _("Too many attempts. Try again after %(time)s.") % when
    else:
        again = _("Too many attempts. Try again tomorrow after %(time)s.") % when
    ways = _("With a passkey, or in a browser where you have logged in before, you can log in now.")
    return f"{again} {ways}" if has_ways else again
