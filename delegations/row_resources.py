"""Conferences, what visits are for, and norms of per diem as files of the staff."""

from __future__ import annotations

from delegations.models import Conference, PerDiemNorm, VisitField, VisitLine, VisitPurpose, VisitTheme
from oleksandria_intl.periods import PERIOD_FIELDS
from oleksandria_intl.resources import ImportedResource
from programs.row_resources import EditionRowResource, OfEditionResource


class ConferenceResource(EditionRowResource):
    """Planned parts in conferences."""

    called_by = ("topic_uk", "city", "place_words")

    class Meta:
        model = Conference
        fields = (
            "edition",
            "order",
            "topic_uk",
            "city",
            "place_words",
            *PERIOD_FIELDS,
            "amount",
            "measure_line",
            "footnote",
            "topic_en",
            "code",
        )


class VisitFieldResource(EditionRowResource):
    """Fields in which experience is studied."""

    class Meta:
        model = VisitField
        fields = ("edition", "order", "name_uk", "name_en", "code")


class VisitThemeResource(EditionRowResource):
    """Themes of fields."""

    called_by = ("name_uk", "field")

    class Meta:
        model = VisitTheme
        fields = ("edition", "field", "order", "name_uk", "name_en", "code")


class VisitPurposeResource(EditionRowResource):
    """Purposes of themes."""

    called_by = ("name_uk", "theme")

    class Meta:
        model = VisitPurpose
        fields = ("edition", "theme", "order", "name_uk", "name_en", "code")


class VisitLineResource(OfEditionResource):
    """Which purpose is pursued on which visit, and by whom."""

    of_list = "purpose"

    class Meta:
        model = VisitLine
        import_id_fields = ("edition", "purpose", "visit")
        fields = ("edition", "purpose", "visit", "order", "participants", "cost_words")


class PerDiemNormResource(ImportedResource):
    """Norms of per diem by country, each from a day on."""

    class Meta:
        model = PerDiemNorm
        import_id_fields = PerDiemNorm.natural_fields
        fields = ("country", "in_force_from", "amount", "currency", "basis")
