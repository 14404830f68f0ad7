"""By what a programme is judged: its indicators, what they are to be, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, Natural, Recorded
from programs.outcome_querysets import IndicatorFactManager, IndicatorManager

from .codes import numbered
from .program import YEAR_VALIDATORS, Program
from .rows import EditionRow, OrderedRow


class Indicator(OrderedRow):
    """A figure by which the programme will be judged: product, efficiency, quality."""

    json_key = "indicators"
    json_fields = (
        "code",
        "order",
        "name_uk",
        "name_en",
        "unit_uk",
        "unit_en",
        "kind",
        "measure_code",
    )

    class Kind(models.TextChoices):
        """What an indicator measures, in the order in which reports list them."""

        INPUT = "input", pgettext_lazy("indicator", "inputs")
        PRODUCT = "product", pgettext_lazy("indicator", "product")
        EFFICIENCY = "efficiency", pgettext_lazy("indicator", "efficiency")
        QUALITY = "quality", pgettext_lazy("indicator", "quality")

    name_uk = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    unit_uk = models.CharField(_("unit of measure"), max_length=50, help_text=_("“осіб”, “од.”, “%”"))
    unit_en = models.CharField(_("unit of measure in English"), max_length=50, blank=True)
    kind = models.CharField(
        _("what it measures"),
        max_length=10,
        choices=Kind.choices,
        blank=True,
        default="",
        help_text=_("Reports list the indicators by it; papers that the council adopts do not print it."),
    )
    measure_code = CodeField(
        verbose_name=_("code of the measure"),
        blank=True,
        default="",
        help_text=_("“2.4”: an indicator of product then says what one unit cost, from what was paid for the measure."),
    )

    name = Localized()
    unit = Localized()
    objects: ClassVar[IndicatorManager] = IndicatorManager()
    counted = ngettext_lazy("%(count)d indicator", "%(count)d indicators", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.name_uk


class IndicatorValue(EditionRow):
    """What an indicator is to be in a year."""

    json_key = "indicator_values"
    json_fields = (
        "code",
        "indicator",
        "year",
        "value",
    )
    parent_field = part_of = "indicator"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values", verbose_name=_("indicator"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_VALIDATORS)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    counted = ngettext_lazy("%(count)d value of an indicator", "%(count)d values of an indicator", "count")

    class Meta(EditionRow.Meta):
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of an indicator")
        ordering = ["edition", "indicator", "year"]
        constraints = [
            *EditionRow.Meta.constraints,
            models.UniqueConstraint(fields=["indicator", "year"], name="indicator_value_year_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"

    def new_code(self) -> str:
        return self.free_code(numbered(f"{self.indicator.code}-{self.year}"))


class IndicatorFact(Natural, Recorded):
    """What an indicator had come to by a day, counted from January of the day's year.

    It belongs to no edition: the council adopts the plan, and the office goes on writing down what came of it.
    """

    natural_fields = ("program", "indicator", "on")

    program = models.ForeignKey(Program, models.PROTECT, related_name="facts", verbose_name=_("programme"))
    indicator = CodeField(verbose_name=_("code of the indicator"))
    on = models.DateField(_("as of"), help_text=_("Counted from 1 January to this day: 31.12.2020 is the whole year."))
    value = models.DecimalField(_("fact"), max_digits=14, decimal_places=2)
    reason = models.TextField(
        _("reason of the deviation"), blank=True, help_text=_("Why it is not what was planned; reports print it.")
    )
    source = models.CharField(
        _("where the figure is from"), max_length=300, blank=True, help_text=_("“журнал обліку делегацій”")
    )
    counted = ngettext_lazy("%(count)d fact of an indicator", "%(count)d facts of indicators", "count")

    objects: ClassVar[IndicatorFactManager] = IndicatorFactManager()

    class Meta:
        verbose_name = _("fact of an indicator")
        verbose_name_plural = _("facts of indicators")
        ordering = ["program", "indicator", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "indicator", "on"],
                name="indicator_fact_day_unique",
                violation_error_message=_("This indicator has a fact as of this day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.on:%d.%m.%Y}: {self.value}"

    def clean(self) -> None:
        """Refuse an indicator that no edition of the programme has."""
        super().clean()
        if self.program_id and self.indicator and not Indicator.objects.is_known(self.program_id, self.indicator):
            sentence = _("The programme has no indicator with the code “%(code)s”.") % {"code": self.indicator}
            raise ValidationError({"indicator": sentence})
