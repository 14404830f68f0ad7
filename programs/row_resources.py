"""What an edition consists of as files of the staff: known by names within the edition, whose codes nobody types."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from oleksandria_intl.resources import ImportedResource
from oleksandria_intl.resources.plain import Plain
from oleksandria_intl.resources.widgets import Choice
from oleksandria_intl.tables import values
from programs import sections
from programs.models import (
    AgreedTotal,
    CityProfile,
    Footnote,
    Indicator,
    IndicatorValue,
    OrderedRow,
    PassportRow,
    Section,
)


class OfEditionResource(ImportedResource):
    """Rows of editions, known by their links or years."""

    scope = "edition"

    def complete(self, instance: Any) -> None:
        """Take the edition of the row above; stand last among its siblings where no place is said."""
        instance.take_edition()
        if isinstance(instance, OrderedRow) and instance._state.adding and not instance.order:
            instance.order = 1 + (siblings(instance).aggregate(last=models.Max("order"))["last"] or 0)

    def check(self, instance: Any) -> None:
        """Refuse an edition that does not change any more."""
        if instance.edition.is_frozen:
            raise ValidationError(_("An adopted edition does not change: make an amendment."))


def siblings(row: OrderedRow) -> models.QuerySet[Any]:
    """Return the rows of the edition under the same row above."""
    parent = row.parent_field or ("parent" if isinstance(row, Section) else "")
    within = {"edition": row.edition} | ({parent: getattr(row, parent)} if parent else {})
    return type(row)._default_manager.filter(**within).order_by()


class EditionRowResource(OfEditionResource):
    """Rows of editions that have names; one without a code is found by its name, or gets one as it is saved."""

    coded = "code"

    def get_import_id_fields(self) -> Any:
        """Return the columns by which a row is known: those of its natural key."""
        return self.model().natural_fields


class PassportRowResource(EditionRowResource):
    """Rows of the passport."""

    called_by = ("label_uk",)

    class Meta:
        model = PassportRow
        fields = ("edition", "order", "label_uk", "value_uk", "figure", "label_en", "value_en", "code")


class SectionResource(EditionRowResource):
    """Sections and, after them, their subsections; a parent stands in a row above."""

    called_by = ("title_uk", "parent")

    class Meta:
        model = Section
        fields = (
            "edition",
            "order",
            "parent",
            "title_uk",
            "kind",
            "body_uk",
            "contents_title",
            "landscape",
            "title_en",
            "body_en",
            "code",
        )

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the sections, those without a parent first."""
        first = models.F("parent__order").asc(nulls_first=True)
        return super().prepared(rows).order_by("edition", first, "order", "pk")


class CityProfileResource(EditionRowResource):
    """Cities as the programme describes them."""

    called_by = ("city", "section")

    class Meta:
        model = CityProfile
        fields = (
            "edition",
            "section",
            "order",
            "city",
            "heading",
            "agreement",
            "agreement_line",
            "city_day_line",
            "about_heading",
            "about",
            "relations_heading",
            "relations",
            "code",
        )


class FootnoteResource(EditionRowResource):
    """Notes under tables."""

    called_by = ("text", "section")

    class Meta:
        model = Footnote
        fields = ("edition", "section", "order", "text", "code")


class AgreedTotalResource(OfEditionResource):
    """Agreed totals, known by the year and the source."""

    class Meta:
        model = AgreedTotal
        import_id_fields = ("edition", "year", "source")
        fields = ("edition", "year", "source", "amount")

    def widget_of(self, name: str, column: Any) -> Plain:
        """Write sources as they are called."""
        if name == "source":
            return _SourceChoice(sections.source_choices(), values.word)
        return super().widget_of(name, column)


class _SourceChoice(Choice):
    """A source by its name; an empty cell is all sources together."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the code."""
        return super().clean(value, row, **kwargs) or ""


class IndicatorResource(EditionRowResource):
    """Indicators; what they are to be, by year, is a table of its own."""

    class Meta:
        model = Indicator
        fields = ("edition", "order", "name_uk", "unit_uk", "kind", "measure_code", "name_en", "unit_en", "code")


class IndicatorValueResource(OfEditionResource):
    """What indicators are to be, known by the indicator and the year."""

    of_list = "indicator"

    class Meta:
        model = IndicatorValue
        import_id_fields = ("edition", "indicator", "year")
        fields = ("edition", "indicator", "year", "value")
