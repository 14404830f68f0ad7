"""What of the programmes is told to everybody on a day: of each the edition in force, else the newest published."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Count, Max, OuterRef, QuerySet, Subquery, Value, When

from oleksandria_intl.models import Decision
from programs.models import Edition, Program


def told_editions(on: date) -> QuerySet[Any]:
    """Return the edition of every programme that is in force on a day, else the newest that the public may see."""
    rank = Case(When(status="adopted", in_force_from__lte=on, then=Value(0)), default=Value(1))
    in_force_day = Case(When(status="adopted", in_force_from__lte=on, then="in_force_from"))
    same = Edition.objects.visible().filter(program=OuterRef("program"))
    first = same.order_by(rank, in_force_day.desc(nulls_last=True), "-number").values("pk")[:1]
    return Edition.objects.visible().filter(pk=Subquery(first))


def public_programs() -> QuerySet[Any]:
    """Return the programmes of which anything is public."""
    return Program.objects.filter(pk__in=Edition.objects.visible().values("program"))


def adopted_decisions(on: date) -> tuple[int, date | None]:
    """Return how many decisions had their number on a day, and the day of the newest of them."""
    known = Decision.objects.filter(period_start__lte=on).exclude(number="").order_by()
    found = known.aggregate(count=Count("pk"), newest=Max("period_start"))
    return found["count"], found["newest"]
