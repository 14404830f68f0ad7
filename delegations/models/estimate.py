"""What a delegation costs: planned and actual in one row."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from budget.models import EconomicCode, FundingSource
from delegations.querysets import EstimateLineManager
from oleksandria_intl.models import Natural, Recorded

from .delegation import Delegation
from .participant import Participant

HRYVNIA = "UAH"
NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


class EstimateLine(Natural, Recorded):
    """A line of a delegation's estimate: a norm for so many persons and days, what is planned, what was spent.

    Amounts are hryvnias; the norm is in the line's currency, its rate hryvnias for one unit.
    """

    class Kind(models.TextChoices):
        """What the money is for."""

        TRAVEL = "travel", _("travel")
        PER_DIEM = "per-diem", _("per diem")
        LODGING = "lodging", _("lodging")
        INSURANCE = "insurance", _("insurance")
        MEALS = "meals", _("official breakfast, lunch, dinner")
        BUFFET = "buffet", _("buffet at talks")
        TRANSPORT = "transport", _("transport for guests")
        CULTURE = "culture", _("cultural programme")
        INTERPRETER = "interpreter", _("interpreter")
        GIFTS = "gifts", _("souvenirs")
        OTHER = "other", pgettext_lazy("estimate", "other")

    natural_fields = ("delegation", "place")

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="lines", verbose_name=_("delegation"))
    place = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("what for"), max_length=12, choices=Kind.choices)
    name_uk = models.CharField(_("as the paper prints it"), max_length=300, blank=True)
    participant = models.ForeignKey(
        Participant,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("whose"),
        help_text=_("Empty: of the whole delegation."),
    )
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="+", verbose_name=_("source of funding"))
    economic_code = models.ForeignKey(
        EconomicCode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("economic code")
    )
    norm = models.DecimalField(
        _("norm or price"), max_digits=14, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    currency = models.CharField(_("currency"), max_length=3, default=HRYVNIA)
    rate = models.DecimalField(
        _("rate of the National Bank"),
        max_digits=14,
        decimal_places=6,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.000001"))],
    )
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    persons = models.PositiveSmallIntegerField(_("persons"), default=1)
    days = models.PositiveSmallIntegerField(_("days"), default=1)
    amount = models.DecimalField(
        _("planned, UAH"), max_digits=14, decimal_places=2, default=Decimal(0), validators=NOT_NEGATIVE
    )
    spent = models.DecimalField(
        _("actual, UAH"), max_digits=14, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )

    objects: ClassVar[EstimateLineManager] = EstimateLineManager()
    counted = ngettext_lazy("%(count)d line of an estimate", "%(count)d lines of estimates", "count")

    class Meta:
        verbose_name = _("line of an estimate")
        verbose_name_plural = _("lines of estimates")
        ordering = ["delegation", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0) & (Q(spent__isnull=True) | Q(spent__gte=0)),
                name="estimate_line_not_negative",
                violation_error_message=_("The amount is negative."),
            ),
            models.CheckConstraint(
                condition=~Q(currency=HRYVNIA) | Q(rate=1),
                name="estimate_line_rate_of_the_hryvnia",
                violation_error_message=_("The rate of the hryvnia is 1."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="estimate_line_rate_positive",
                violation_error_message=_("The rate is not above zero."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_uk or self.get_kind_display()
