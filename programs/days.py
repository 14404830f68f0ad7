"""What an edition is on a day."""

from __future__ import annotations

from datetime import date

from programs.models import Edition


def is_over(edition: Edition, on: date) -> bool:
    """Whether the years of the programme are over on a day."""
    return on.year > edition.year_to
