"""Directions, measures and who answers for them as files of the staff."""

from __future__ import annotations

from budget.models import Direction, MeasureLine, Responsible
from oleksandria_intl.periods import PERIOD_FIELDS
from programs.row_resources import EditionRowResource, OfEditionResource


class DirectionResource(EditionRowResource):
    """Directions of programmes."""

    class Meta:
        model = Direction
        fields = ("edition", "order", "name_uk", "name_en", "code")


class MeasureLineResource(EditionRowResource):
    """Measures; their money and who answers for them are tables of their own."""

    called_by = ("name_uk", "direction")

    class Meta:
        model = MeasureLine
        fields = ("edition", "direction", "order", "name_uk", *PERIOD_FIELDS, "other_funding", "name_en", "code")


class ResponsibleResource(OfEditionResource):
    """Who answers for measures, known by the measure, the unit and the words."""

    of_list = "measure_line"

    class Meta:
        model = Responsible
        import_id_fields = ("edition", "measure_line", "unit", "words")
        fields = ("edition", "measure_line", "order", "unit", "words")
