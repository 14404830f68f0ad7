"""Triggers that keep signed copies as they came."""

from __future__ import annotations

from oleksandria_intl.models import SignedCopy
from oleksandria_intl.triggers import Trigger, forbidden

COPY_STAYS = "a signed copy stays as it came"


def triggers() -> list[Trigger]:
    """Return the triggers."""
    return forbidden(SignedCopy._meta.db_table, "UPDATE", "DELETE", "TRUNCATE", message=COPY_STAYS)
