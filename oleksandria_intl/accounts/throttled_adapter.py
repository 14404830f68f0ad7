"""Passwords, counted before they are looked at, wherever django-allauth asks for them.

Its own rate limits are off (settings.py): they count within one process, and lock a person out with whoever guesses.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from oleksandria_intl.accounts import throttle


class ThrottledAdapter(DefaultAccountAdapter):
    """Passwords at the login, and where somebody confirms who they are."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; what is not tried takes as long as what is."""
        try:
            self._attempt = throttle.begin_password(request, credentials.get("username", ""))
        except ValidationError:
            make_password(credentials.get("password", ""))
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return whose name and password these are; an account that is shut is answered as one that is not there."""
        person: Any = super().authenticate(request, **credentials)
        if person is None or not person.is_active:
            return None
        self._attempt.forgive()
        return person
