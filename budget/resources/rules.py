"""Rules of assignment, as files."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budget.models import AssignmentRule

from .base import OfMeasureResource
from .info import named_measure


class AssignmentRuleResource(OfMeasureResource):
    """Rules that assign payments."""

    measure_name = named_measure()

    class Meta:
        model = AssignmentRule
        import_id_fields = ("program", "order")
        fields = (
            "program",
            "order",
            "payee_code",
            "payee_words",
            "purpose_words",
            "payer",
            "program_code",
            "economic_code",
            "measure",
            "measure_name",
            "is_outside",
        )

    def check(self, instance: Any) -> None:
        """Refuse a measure of another programme."""
        if instance.measure and instance.measure.program_id != instance.program_id:
            raise ValidationError({"measure": _("This measure belongs to another programme.")})
