"""Whoever guesses passwords, from one address or from fifty."""

from __future__ import annotations

from contextlib import suppress

from allauth.core.context import request_context
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from oleksandria_intl.accounts.adapter import AccountAdapter

FIFTY = tuple(f"198.51.100.{number}" for number in range(50))


def guess(times: int, *, name: str = "clerk", addresses: tuple[str, ...] = ("192.0.2.1",)) -> None:
    """Try wrong passwords from unknown browsers, in turn from each address; nobody makes the pages that answer.

    The addresses are those that a proxy names: 127.0.0.1 has to be trusted.
    """
    for number in range(times):
        request = RequestFactory().post(
            "/accounts/login/", headers={"X-Forwarded-For": addresses[number % len(addresses)]}
        )
        request.user = AnonymousUser()
        with request_context(request), suppress(ValidationError):
            assert AccountAdapter().authenticate(request, username=name, password=f"wrong-{number}") is None
