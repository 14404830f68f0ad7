"""Commitments as files."""

from __future__ import annotations

from budget.models import Commitment

from .base import MoneyResource
from .info import demonstration, named_measure


class CommitmentResource(MoneyResource):
    """Commitments."""

    measure_name = named_measure()
    mark = demonstration()

    class Meta:
        model = Commitment
        fields = (
            "record_key",
            "number",
            "signed_on",
            "subject",
            "payee_name",
            "payee_code",
            "amount",
            "measure",
            "measure_name",
            "year",
            "source",
            "program_code",
            "economic_code",
            "until",
            "cancelled_on",
            "prozorro_id",
            "mark",
        )
