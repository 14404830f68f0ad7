"""When the data of a paper of agreements last changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timezone
from typing import Any

from partners.documents.words import NO_DAY
from partners.models import Agreement, AgreementParty, AgreementStep


def last_change(agreements: Collection[Agreement]) -> datetime:
    """Return when a person last changed the agreements or their parties, or recorded a step; a set day before that."""
    keys = [agreement.pk for agreement in agreements]
    own: Any = Agreement.history.filter(history_user__isnull=False, id__in=keys)
    parties: Any = AgreementParty.history.filter(history_user__isnull=False, agreement_id__in=keys)
    changed = [record.history_date for rows in (own, parties) for record in rows.order_by("-history_date")[:1]]
    steps = AgreementStep.objects.filter(agreement_id__in=keys).order_by("-made_at")
    changed += steps.values_list("made_at", flat=True)[:1]
    return max(changed, default=datetime(NO_DAY.year, NO_DAY.month, NO_DAY.day, tzinfo=timezone.utc))
