"""Payments as files in the columns of the office's own template, so that their own import knows them again."""

from __future__ import annotations

from typing import Any

from django.db import models

from budget.importing.dialects import HEAD_OF, TEMPLATE_COLUMNS
from budget.importing.template import label
from budget.models import Payment
from oleksandria_intl.resources import InfoColumn, RecordedResource
from oleksandria_intl.resources.widgets import Cell

from .info import NAME, with_measure_name


def _shown(name: str, tell: Any) -> InfoColumn:
    return InfoColumn(HEAD_OF[name], tell)


def _measure(payment: Any) -> Cell:
    return label(payment.measure.code, getattr(payment, NAME) or "") if payment.measure else ""


class PaymentResource(RecordedResource):
    """Payments; they come in by the import of payments alone."""

    record_id = _shown("record_id", lambda row: row.record_key)
    paid_on = _shown("paid_on", lambda row: row.paid_on)
    amount = _shown("amount", lambda row: row.amount)
    payer_code = _shown("payer_code", lambda row: row.payer.register_code)
    payer_name = _shown("payer_name", lambda row: row.payer.name_uk)
    payee_code = _shown("payee_code", lambda row: row.payee_code)
    payee_name = _shown("payee_name", lambda row: row.payee_name)
    purpose = _shown("purpose", lambda row: row.purpose)
    document = _shown("document", lambda row: row.document)
    program_code = _shown("program_code", lambda row: row.program_code_id or "")
    economic_code = _shown("economic_code", lambda row: row.economic_code_id or "")
    source = _shown("source", lambda row: label(row.source.code, row.source.name_uk))
    measure = _shown("measure", _measure)
    commitment = _shown("commitment", lambda row: row.commitment.record_key if row.commitment else "")
    contract = _shown("contract", lambda row: row.contract)
    prozorro_id = _shown("prozorro_id", lambda row: row.prozorro_id)
    corrects = _shown("corrects", lambda row: row.corrects.record_key if row.corrects else "")
    fetched_with = ("payer", "source", "measure", "commitment", "corrects")

    class Meta:
        model = Payment
        fields = tuple(name for name, _head in TEMPLATE_COLUMNS)

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the payments with the names of their measures."""
        return with_measure_name(super().prepared(rows))
