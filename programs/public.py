"""What of programmes and decisions everybody may know."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet

from oleksandria_intl.models import Decision
from programs.models import Edition, Program


def public_programs() -> QuerySet[Any]:
    """Return the programmes of which anything is public."""
    return Program.objects.filter(pk__in=Edition.objects.visible().values("program"))


def adopted_decisions(on: date) -> tuple[int, date | None]:
    """Return how many decisions had their number on a day, and the day of the newest of them."""
    known = Decision.objects.filter(period_start__lte=on).exclude(number="").order_by()
    found = known.aggregate(count=Count("pk"), newest=Max("period_start"))
    return found["count"], found["newest"]
