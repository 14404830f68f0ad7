"""What makes the draft of a decision without a programme public: the day on which it was published."""

from __future__ import annotations

from django.db.models import OuterRef

from oleksandria_intl.acts import Carrier
from oleksandria_intl.models import Decision

CARRIER = Carrier(
    matters=lambda decisions: {},
    shown=lambda: Decision.objects.published_drafts().order_by().values("pk"),
    draft_shown_on=lambda: Decision.objects.day_of_draft(OuterRef("pk")),
)
