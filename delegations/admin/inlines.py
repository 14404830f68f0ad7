"""What is edited on a delegation's page: who goes, and what it costs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

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
        "name_uk",
        "post_uk",
        ("name_en", "post_en"),
        ("number", "contact"),
    )
    autocomplete_fields = ("term",)
    fetched_with = ("term__official", "delegation__city__country")


class ApprovalInline(KeptWithOrder, RecordedStackedInline):
    """Who approved the trip before its order, where that has to be asked."""

    model = TravelApproval
    fields = ("body_words", ("number", "dated"), "text", "scan", "kept_scan")
    readonly_fields = ("kept_scan",)
    fetched_with = ("delegation__city__country",)

    @admin.display(description=_("scan that is kept"))
    def kept_scan(self, approval: TravelApproval) -> str:
        """A link to the scan; nothing while there is none."""
        if approval.pk is None or not approval.scan:
            return "–"
        address = reverse("admin:delegations_delegation_scan", args=[approval.delegation_id, approval.pk])
        return format_html('<a href="{}">{}</a>', address, _("Download"))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Take a scan without a link to it: kept files have addresses of their own."""
        if db_field.name == "scan":
            kwargs["widget"] = forms.FileInput({"accept": ".pdf"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
