"""Whose an unsaved text is: the signed field of a form says it when the session is gone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core import signing

from oleksandria_intl.models.unsaved import KEPT_FOR

TYPED_BY = "typed_by"
"""The hidden field that says, signed, for whom a form was opened."""
SALT = "oleksandria_intl.unsaved"


def signed_person(user: Any) -> str:
    """Return what a form carries to say who opened it, even when the session is gone."""
    return signing.dumps(user.pk, salt=SALT)


def signer_of(signed: str) -> int | None:
    """Return the key of who opened a form; None where nobody did within the last days."""
    try:
        return int(signing.loads(signed, salt=SALT, max_age=KEPT_FOR))
    except signing.BadSignature:
        return None


def person_of(signed: str) -> User | None:
    """Return who opened a form; None where nobody did within the last days, or they work here no more."""
    pk = signer_of(signed)
    return None if pk is None else User.objects.filter(pk=pk, is_active=True, is_staff=True).first()
