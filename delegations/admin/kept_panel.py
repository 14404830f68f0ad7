"""What a delegation’s panel says to all readers alike, kept while nothing changes: it takes twenty queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import get_language

from delegations.models import Delegation
from oleksandria_intl.kept_results import kept

Made = TypeVar("Made")


def kept_of(row: Delegation, name: str, make: Callable[[], Made]) -> Made:
    """Return plain words, days and sums made of a delegation as it is stored, in the reader's language."""
    return kept(f"delegation-{row.pk}-{name}-{get_language()}", make)
