"""The money that an edition of the programme plans, as files."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import Funding
from oleksandria_intl.resources import ImportedResource, InfoColumn


class FundingResource(ImportedResource):
    """Measures with their planned money: a row for each year and source."""

    of_list = "measure_line"
    heads = {"measure_line": gettext_lazy("Measure of the edition")}
    direction = InfoColumn(gettext_lazy("Direction (for information)"), lambda row: row.measure_line.direction.name_uk)
    measure_name = InfoColumn(
        gettext_lazy("Name of the measure (for information)"), lambda row: row.measure_line.name_uk
    )
    fetched_with = ("measure_line__direction",)

    class Meta:
        model = Funding
        import_id_fields = ("measure_line", "year", "source")
        fields = ("measure_line", "measure_name", "direction", "year", "source", "amount")

    def complete(self, instance: Any) -> None:
        """Take the edition of the measure."""
        instance.take_edition()

    def check(self, instance: Any) -> None:
        """Refuse an edition that does not change any more."""
        if instance.edition.is_frozen:
            raise ValidationError(_("An adopted edition does not change: make an amendment."))
