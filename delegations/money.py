"""The money of a delegation: what its estimate commits, and what a cancelled trip sets free."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User

from delegations.models import Delegation


def commit_estimate(*, delegation: Delegation, by: User, reason: str = "") -> None:
    """Commit what the estimate plans of the measure's money."""


def release_estimate(*, delegation: Delegation, on: date, by: User, reason: str) -> None:
    """Set free what the estimate committed and is not paid."""
