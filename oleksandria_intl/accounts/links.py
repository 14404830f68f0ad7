"""Links by which somebody sets a password: those that they ask for by e-mail, and those that an administrator makes.

An administrator's link is a row, one for each person: a newer one replaces it. Its digest covers the password so far,
so that it is dead once that is another.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from oleksandria_intl.models import PasswordLink


class LinkTokens(PasswordResetTokenGenerator):
    """The tokens of both kinds of links; what it makes itself is good for ``PASSWORD_RESET_TIMEOUT`` seconds."""

    def check_token(self, user: Any, token: str | None) -> bool:
        """Whether the token lets set this person's password."""
        return super().check_token(user, token) or (token is not None and _is_good(user, token))


def make(*, person: User, by: User, good_for: timedelta) -> str:
    """Make a person's link, in the place of any before, and return its path."""
    token = secrets.token_urlsafe(32)
    values = {"digest": _digest(person, token), "expires_at": timezone.now() + good_for, "made_by": by}
    PasswordLink.objects.update_or_create(person=person, defaults=values)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), token])


def site(request: HttpRequest) -> str:
    """Return scheme and host under which the portal is reached from outside; its paths have their prefix already."""
    return _public_site() or f"{request.scheme}://{request.get_host()}"


def public(address: str) -> str:
    """Return an address of the portal at its public host, where one is set: nobody's Host header names another."""
    if not (site := _public_site()):
        return address
    return site + urlunsplit(("", "", *urlsplit(address)[2:]))


def _public_site() -> str:
    parts = urlsplit(settings.PUBLIC_URL)
    return f"{parts.scheme}://{parts.netloc}" if settings.PUBLIC_URL else ""


def _is_good(person: User, token: str) -> bool:
    link = PasswordLink.objects.filter(person=person, expires_at__gt=timezone.now()).first()
    return link is not None and constant_time_compare(link.digest, _digest(person, token))


def _digest(person: User, token: str) -> str:
    return salted_hmac("oleksandria_intl.accounts.links", f"{token} {person.password}", algorithm="sha256").hexdigest()
