"""What is edited on a delegation's page: who goes, and what it costs."""

from __future__ import annotations

from delegations.models import EstimateLine, Participant
from oleksandria_intl.admin.base import RecordedStackedInline


class ParticipantInline(RecordedStackedInline):
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


class EstimateLineInline(RecordedStackedInline):
    """The lines of a delegation's estimate: planned and actual in one row."""

    model = EstimateLine
    fields = (
        ("place", "kind", "name_uk"),
        ("source", "economic_code"),
        ("norm", "currency", "rate", "rate_on"),
        ("persons", "days"),
        ("amount", "spent"),
    )
    fetched_with = ("delegation__city__country",)
