"""When the data of a paper of agreements last changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone

from oleksandria_intl import clock
from partners.models import Agreement, AgreementParty, AgreementStep


def moment_of(agreements: Collection[Agreement]) -> datetime:
    """Return when the agreements, their parties or steps last changed; noon of today where nobody knows."""
    keys = [agreement.pk for agreement in agreements]
    own: Any = Agreement.history.filter(id__in=keys)
    parties: Any = AgreementParty.history.filter(agreement_id__in=keys)
    changed = [record.history_date for rows in (own, parties) for record in rows.order_by("-history_date")[:1]]
    changed += (
        AgreementStep.objects.filter(agreement_id__in=keys).order_by("-made_at").values_list("made_at", flat=True)[:1]
    )
    return max(changed, default=clock.beginning_of(clock.today()).astimezone(timezone.get_default_timezone()))
