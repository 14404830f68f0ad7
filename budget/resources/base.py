"""What the rows of money have in common as files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .reading import MoneyFileResource
from .told import with_measure_name

RECORD_KEY = _("Record key")


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
