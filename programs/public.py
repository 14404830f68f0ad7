"""What of programmes everybody may know."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from programs.models import Edition, Program


def public_programs() -> QuerySet[Any]:
    """Return the programmes of which anything is public."""
    return Program.objects.filter(pk__in=Edition.objects.visible().values("program"))
