"""What the rows of money have in common as files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.importing.codes import economic_code, program_code
from oleksandria_intl.resources import ImportedResource
from oleksandria_intl.tables.values import register_code

from .info import with_measure_name

RECORD_KEY = _("Record key")


class MoneyFileResource(ImportedResource):
    """Rows that come in from files of the finance office, with their codes."""

    readers = {
        "program_code": program_code,
        "economic_code": economic_code,
        "register_code": register_code,
        "payee_code": register_code,
        "payer": register_code,
        "unit": register_code,
    }


class OfMeasureResource(MoneyFileResource):
    """Rows of measures, with the measures' names."""

    measure_link: ClassVar[str] = "measure"

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the rows with the names of their measures."""
        return with_measure_name(super().prepared(rows), self.measure_link)


class MoneyResource(OfMeasureResource):
    """Rows of money, known by their record key; one without it is new, and gets one made of what it says."""

    heads = {"record_key": RECORD_KEY}

    class Meta(MoneyFileResource.Meta):
        import_id_fields = ("record_key",)
