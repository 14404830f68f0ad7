"""What the papers of receptions and of the stock share: a centred line, the mark of what is invented, the moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timezone
from typing import Any

from django.db.models import Max

from oleksandria_intl.documents.blocks import Blocks, DraftMark, Paragraph, plain

INVENTED = "ДЕМОНСТРАЦІЙНІ ДАНІ: прийом вигадано, щоб показати портал"


def centred(text: str) -> Paragraph:
    """Return a line of a paper's head."""
    return Paragraph(plain(text, bold=True), align="center", indent=False, keep_with_next=True)


def demonstration_mark(row: Any) -> Blocks:
    """Return the mark of what is invented; it stands apart, before all else."""
    return (DraftMark((INVENTED,)),) if row.is_demonstration else ()


def newest(histories: Iterable[Any], day: date) -> datetime:
    """Return when a person last changed one of these rows; while nobody has, the beginning of a day."""
    by_people = (rows.filter(history_user__isnull=False) for rows in histories)
    moments = [rows.aggregate(newest=Max("history_date"))["newest"] for rows in by_people]
    known = [moment for moment in moments if moment]
    return max(known) if known else datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
