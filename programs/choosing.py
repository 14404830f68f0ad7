"""The programmes that a box to choose from offers: no more than one finds one's way in."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max

from programs.models import Program

MOST = 49
"""So many options, and the empty one, stand in a box."""


def programs_to_choose() -> Any:
    """Return the programmes that end last, with their names."""
    ends = Program.objects.annotate(last_year=Max("editions__year_to"))
    latest = ends.order_by(F("last_year").desc(nulls_last=True), "-pk").values("pk")[:MOST]
    return Program.objects.filter(pk__in=latest).named()
