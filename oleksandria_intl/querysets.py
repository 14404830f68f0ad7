"""Queries about the house, in the office's words."""

from __future__ import annotations

from oleksandria_intl.models import Council


def home_council() -> Council | None:
    """Return the council whose portal this is; where none is marked so, the first one; none before any data."""
    return Council.objects.order_by("-is_home", "pk").first()
