"""Explanations in reports, as files."""

from __future__ import annotations

from budget.models import Explanation

from .base import OfMeasureResource
from .info import named_measure


class ExplanationResource(OfMeasureResource):
    """Why measures are spent otherwise than granted."""

    measure_name = named_measure()

    class Meta:
        model = Explanation
        import_id_fields = ("measure", "on")
        fields = ("measure", "measure_name", "on", "text")
