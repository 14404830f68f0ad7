"""What is edited on a delegation's page: who goes, and what it costs."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest

from delegations.models import Delegation, Participant, TravelApproval
from oleksandria_intl.admin.base import RecordedStackedInline


class KeptWithOrder(InlineModelAdmin):
    """Rows that nobody changes once the order is issued."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Add while the delegation is prepared."""
        return super().has_add_permission(request, obj) and is_prepared(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change while the delegation is prepared."""
        return super().has_change_permission(request, obj) and is_prepared(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete while the delegation is prepared."""
        return super().has_delete_permission(request, obj) and is_prepared(obj)


def is_prepared(delegation: Delegation | None) -> bool:
    """Whether no order on a delegation is issued yet, and it is not cancelled."""
    return delegation is None or delegation.status == Delegation.Status.PREPARED


class ParticipantInline(KeptWithOrder, RecordedStackedInline):
    """The members of a delegation: people, and ensembles by their number."""

    model = Participant
    fields = (
        ("place", "category", "is_head"),
        "term",
        ("name_uk", "name_en"),
        ("post_uk", "post_en"),
        ("number", "contact"),
    )
    autocomplete_fields = ("term",)
    fetched_with = ("term__official", "delegation__city__country")


class ApprovalInline(KeptWithOrder, RecordedStackedInline):
    """Who approved the trip before its order, where that has to be asked."""

    model = TravelApproval
    fields = (("body_words", "number", "dated"), "text", "scan")
    fetched_with = ("delegation__city__country",)
