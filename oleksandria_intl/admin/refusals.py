"""What a clerk is told whom the database refused although the form was in order."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import guards

REFUSALS = (IntegrityError, ProtectedError, RestrictedError, ValidationError)
"""What a save or a deletion may raise although the form was in order."""


def refusal_sentence(error: Exception) -> Any:
    """Return what to tell the clerk whom the database refused."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, (ProtectedError, RestrictedError)):
        return _("Other rows refer to this one, so it cannot be deleted. Nothing has been deleted.")
    if sentence := guards.sentence_of(error):
        return sentence
    return _(
        "The database did not take this: most likely another row already has the same code, "
        "or a row that this one points at is gone. Nothing has been written."
    )
