"""Payments as files in the columns of the office's own template, so that their own import knows them again."""

from __future__ import annotations

from typing import Any

from django.db import models

from budget.importing.dialects import HEAD_OF
from budget.importing.template import label
from budget.models import Payment
from oleksandria_intl.resources import InfoColumn, RecordedResource
from oleksandria_intl.resources.plain import Cell

from .lists import NAME, with_measure_name


def _shown(name: str, tell: Any) -> InfoColumn:
    return InfoColumn(HEAD_OF[name], tell)


def _measure(payment: Any) -> Cell:
    return label(payment.measure.code, getattr(payment, NAME) or "") if payment.measure else ""


class PaymentResource(RecordedResource):
    """Payments; they come in by the import of payments alone."""

    heads = HEAD_OF
    record_id = _shown("record_id", lambda row: row.record_key)
    payer_code = _shown("payer_code", lambda row: row.payer.register_code)
    payer_name = _shown("payer_name", lambda row: row.payer.name_uk)
    program_code = _shown("program_code", lambda row: row.program_code_id or "")
    economic_code = _shown("economic_code", lambda row: row.economic_code_id or "")
    source = _shown("source", lambda row: label(row.source.code, row.source.name_uk))
    measure = _shown("measure", _measure)
    commitment = _shown("commitment", lambda row: row.commitment.record_key if row.commitment else "")
    corrects = _shown("corrects", lambda row: row.corrects.record_key if row.corrects else "")
    fetched_with = ("payer", "source", "measure", "commitment", "corrects")

    class Meta:
        model = Payment
        fields = tuple(HEAD_OF)

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the payments with the names of their measures."""
        return with_measure_name(super().prepared(rows))
