"""Directions, measures and the money that the programme plans for them."""

from __future__ import annotations

from copy import copy
from itertools import count
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.querysets.programme import FundingManager, MeasureLineManager
from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import Unit
from oleksandria_intl.periods import HasPeriod
from programs.models import (
    YEAR_VALIDATORS,
    EditionRow,
    OrderedRow,
    RegisterWord,
    UsedCode,
    numbered,
)

from .measure import Measure
from .sources import FundingSource


class Direction(OrderedRow):
    """A direction of the programme: measures with one aim."""

    json_key = "directions"
    json_fields = (
        "code",
        "order",
        "name_uk",
        "name_en",
    )

    name_uk = models.TextField(_("name"))
    name_en = models.TextField(_("name in English"), blank=True)

    name = Localized()
    counted = ngettext_lazy("%(count)d direction", "%(count)d directions", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("direction")
        verbose_name_plural = _("directions")

    def __str__(self) -> str:
        return ukrainian.shortened(self.name_uk)


class MeasureLine(HasPeriod, OrderedRow):
    """A measure as an edition prints it; without a date of its own it lasts as long as the programme."""

    ordered_within = ("direction",)

    json_key = "measures"
    json_fields = (
        "period_start",
        "period_end",
        "period_precision",
        "period_words",
        "code",
        "order",
        "direction",
        "name_uk",
        "name_en",
        "other_funding",
    )
    parent_field = "direction"

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="lines", verbose_name=_("measure"), editable=False, blank=True
    )
    direction = models.ForeignKey(Direction, models.CASCADE, related_name="measures", verbose_name=_("direction"))
    name_uk = models.TextField(_("measure"))
    name_en = models.TextField(_("measure in English"), blank=True)
    other_funding = models.CharField(
        _("other sources, amount unknown"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("As the paper says it: “інші джерела, не заборонені законодавством”. It is never added up."),
    )

    name = Localized()
    objects: ClassVar[MeasureLineManager] = MeasureLineManager()
    counted = ngettext_lazy("%(count)d measure", "%(count)d measures", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["edition", "direction__order", "direction_id", "order", "pk"]
        constraints = [
            *OrderedRow.Meta.constraints,
            *HasPeriod.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "measure"], name="measure_line_measure_unique"),
        ]

    def __str__(self) -> str:
        return ukrainian.shortened(self.name_uk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_edition()
        self.code = self.code or self.new_code()
        if self.measure_id is None:
            self.measure, _created = Measure.objects.get_or_create(program=self.edition.program, code=self.code)
        super().save(*args, **kwargs)

    def new_code(self) -> str:
        """Return the next free code under the direction: «2.5»."""
        first = self.direction.measures.count() + 1
        return self.free_code(f"{self.direction.code}.{number}" for number in count(first))

    def used_codes(self) -> set[str]:
        """Return the codes of the programme's measures too: a new line is no measure that was there."""
        return super().used_codes() | UsedCode.objects.codes_of(Measure, self.program_pk)

    def implementation_period(self) -> str:
        """Return the period as printed: the measure's own, else the programme's years."""
        whole = f"протягом {ukrainian.years_genitive(self.edition.year_from, self.edition.year_to)}"
        return ukrainian.capitalised(self.period_text() or whole)


class Responsible(OrderedRow):
    """Who answers for a measure, in the words that the edition prints."""

    ordered_within = ("measure_line",)

    json_key = "responsible"
    json_fields = (
        "code",
        "order",
        "measure_line",
        "unit",
        "words",
    )
    parent_field = part_of = "measure_line"
    register_words = {"unit_name_uk": "unit.name_uk", "unit_name_en": "unit.name_en"}

    measure_line = models.ForeignKey(MeasureLine, models.CASCADE, related_name="responsible", verbose_name=_("measure"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    words = models.CharField(
        _("as printed"),
        max_length=300,
        blank=True,
        help_text=_("Only when the paper says it otherwise than the unit's name."),
    )
    unit_name_uk = RegisterWord(_("unit as adopted"))
    unit_name_en = RegisterWord(_("unit as adopted, in English"))

    shown = Localized()
    counted = ngettext_lazy(
        "%(count)d unit responsible for a measure", "%(count)d units responsible for a measure", "count"
    )

    class Meta(OrderedRow.Meta):
        verbose_name = _("responsible for a measure")
        verbose_name_plural = _("responsible for a measure")
        constraints = [
            *OrderedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(words=""),
                name="responsible_is_somebody",
                violation_error_message=_("Choose a unit or write who is responsible."),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_uk

    @property
    def shown_uk(self) -> str:
        """The words that the paper prints."""
        return self.words or str(self.word("unit_name_uk"))

    @property
    def shown_en(self) -> str:
        """The unit's name in English, where it has one."""
        return str(self.word("unit_name_en"))

    def new_code(self) -> str:
        return self.free_code(f"{self.measure_line.code}-{number}" for number in count(1))


class Funding(EditionRow):
    """What the programme plans for a measure from one source in one year, in hryvnias."""

    json_key = "funding"
    json_fields = (
        "code",
        "measure_line",
        "year",
        "source",
        "amount",
    )
    parent_field = part_of = "measure_line"
    register_words = {
        "source_name_uk": "source.name_uk",
        "source_name_en": "source.name_en",
        "source_order": "source.order",
    }
    money_field = "amount"

    measure_line = models.ForeignKey(MeasureLine, models.CASCADE, related_name="funding", verbose_name=_("measure"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_VALIDATORS)
    source = models.ForeignKey(
        FundingSource, models.PROTECT, related_name="funding", verbose_name=_("source of funding")
    )
    amount = models.DecimalField(
        _("amount, UAH"), max_digits=14, decimal_places=2, help_text=_("In hryvnias: 12,5 thousand is 12500.")
    )
    source_name_uk = RegisterWord(_("source as adopted"))
    source_name_en = RegisterWord(_("source as adopted, in English"))
    source_order = models.PositiveSmallIntegerField(_("order of the source as adopted"), null=True, editable=False)

    objects: ClassVar[FundingManager] = FundingManager()
    counted = ngettext_lazy("%(count)d planned amount", "%(count)d planned amounts", "count")

    class Meta(EditionRow.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("funding")
        ordering = ["edition", "measure_line", "year", "source"]
        constraints = [
            *EditionRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["measure_line", "year", "source"],
                name="funding_once_per_year_and_source",
                violation_error_message=_("This measure already has funding from this source in this year."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="funding_not_negative",
                violation_error_message=_("The amount is negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.source_as_named}: {ukrainian.hryvnias(self.amount)}"

    @property
    def source_as_named(self) -> FundingSource:
        """The source by the name and in the order that the edition has for it; not to be saved."""
        source = copy(self.source)
        for field in ("name_uk", "name_en", "order"):
            setattr(source, field, self.word(f"source_{field}"))
        return source

    @property
    def money_name(self) -> str:
        return f"{self.measure_line.name_uk}: {self.source.name_uk}, {self.year} рік"

    def new_code(self) -> str:
        return self.free_code(numbered(f"{self.measure_line.code}-{self.year}-{self.source.code}"))

    def clean(self) -> None:
        super().clean()
        if self.edition_id and self.year and self.year not in self.edition.years:
            raise ValidationError({"year": _("The programme does not include this year.")})
