"""By what per diem is reckoned: norms by country, what meals given by hosts leave of them, each day of a trip."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from delegations.querysets import PerDiemNormManager, PerDiemRuleManager, TripDayManager
from oleksandria_intl.models import CodeField, Natural, Recorded
from partners.models import Country

from .delegation import Delegation
from .estimate import CURRENCY, WHOLE

MOST_MEALS = 3
A_PART = [MaxValueValidator(WHOLE)]


class PerDiemRule(Natural, Recorded):
    """What is left of a day's per diem, in per cent, where the hosts give one, two or three meals; from a day on."""

    code = CodeField()
    in_force_from = models.DateField(_("in force from"))
    one_meal = models.PositiveSmallIntegerField(_("with one meal, per cent"), validators=A_PART)
    two_meals = models.PositiveSmallIntegerField(_("with two meals, per cent"), validators=A_PART)
    three_meals = models.PositiveSmallIntegerField(_("with three meals, per cent"), validators=A_PART)
    basis = models.CharField(_("basis"), max_length=200, blank=True, help_text=_("The resolution that says so."))

    objects: ClassVar[PerDiemRuleManager] = PerDiemRuleManager()
    counted = ngettext_lazy("%(count)d rule of per diem", "%(count)d rules of per diem", "count")

    class Meta:
        verbose_name = _("per diem with hosts’ meals")
        verbose_name_plural = _("per diem with hosts’ meals")
        ordering = ["-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="perdiemrule_code_unique"),
            models.UniqueConstraint(
                fields=["in_force_from"],
                name="per_diem_rule_day_unique",
                violation_error_message=_("Another rule is in force from this day."),
            ),
            models.CheckConstraint(
                condition=Q(one_meal__lte=WHOLE, two_meals__lte=WHOLE, three_meals__lte=WHOLE),
                name="per_diem_rule_leaves_a_part",
                violation_error_message=_("No more than the whole norm is paid."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.in_force_from:%d.%m.%Y}: {self.one_meal} / {self.two_meals} / {self.three_meals} %"

    def percent(self, meals: int) -> int:
        """Return what is left of the norm, in per cent, with so many meals of the hosts."""
        return (WHOLE, self.one_meal, self.two_meals, self.three_meals)[meals]


class PerDiemNorm(Natural, Recorded):
    """A country's norm of per diem, from a day on."""

    natural_fields = ("country", "in_force_from")

    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    in_force_from = models.DateField(_("in force from"))
    amount = models.DecimalField(
        _("norm for a day"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    basis = models.CharField(_("basis"), max_length=200, blank=True, help_text=_("The resolution that says so."))

    objects: ClassVar[PerDiemNormManager] = PerDiemNormManager()
    counted = ngettext_lazy("%(count)d norm of per diem", "%(count)d norms of per diem", "count")

    class Meta:
        verbose_name = _("norm of per diem")
        verbose_name_plural = _("norms of per diem")
        ordering = ["country", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "in_force_from"],
                name="per_diem_norm_unique",
                violation_error_message=_("The country has another norm from this day."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="per_diem_norm_positive",
                violation_error_message=_("A norm is more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="per_diem_norm_currency_of_three_letters",
                violation_error_message=_("A currency has three capital letters: UAH, EUR, PLN."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.amount} {self.currency} ({self.in_force_from:%d.%m.%Y})"


class TripDay(Natural, Recorded):
    """A day of a delegation: whose norm of per diem counts, how many meals the hosts give.

    A day on which a border is crossed is the country's to which one goes.
    """

    natural_fields = ("delegation", "on")

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="days_spent", verbose_name=_("delegation"))
    on = models.DateField(_("day"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    meals = models.PositiveSmallIntegerField(
        _("meals given by the hosts"), default=0, validators=[MaxValueValidator(MOST_MEALS)]
    )

    objects: ClassVar[TripDayManager] = TripDayManager()
    counted = ngettext_lazy("%(count)d day of a delegation", "%(count)d days of delegations", "count")

    class Meta:
        verbose_name = _("day of a delegation")
        verbose_name_plural = _("days of a delegation")
        ordering = ["delegation", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "on"],
                name="trip_day_unique",
                violation_error_message=_("This day is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(meals__lte=MOST_MEALS),
                name="trip_day_has_three_meals",
                violation_error_message=_("A day has three meals."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}, {self.country}"

    def clean(self) -> None:
        """Refuse a day outside the delegation's."""
        super().clean()
        known = self.delegation if self.delegation_id else Delegation()
        first, last = known.starts_on, known.ends_on
        if self.on and not (first and last and first <= self.on <= last):
            raise ValidationError({"on": _("The delegation does not travel on this day.")})
