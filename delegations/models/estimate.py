"""What a delegation costs: planned and actual in one row."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from budget.models import EconomicCode, FundingSource
from delegations.querysets import EstimateLineManager
from oleksandria_intl.models import Natural, Recorded
from oleksandria_intl.ordering import InOrder
from partners.models import Country

from .delegation import Delegation
from .participant import Participant

HRYVNIA = "UAH"
NOT_NEGATIVE = [MinValueValidator(Decimal(0))]
CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", _("A currency has three capital letters: UAH, EUR, PLN."))
WHOLE = 100
"""Per cent of a norm that nothing is taken off."""
KOPIYKA = Decimal("0.01")


class EstimateLine(InOrder, Natural, Recorded):
    """A line of a delegation's estimate: a norm for so many persons and days, what is planned, what was spent.

    Amounts are hryvnias; the norm is in the line's currency, its rate hryvnias for one unit. A line with a norm plans
    what the norm makes; only one without a norm has a planned amount of its own.
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
    ordered_within = ("delegation",)
    order_field = "place"

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="lines", verbose_name=_("delegation"))
    place = models.PositiveSmallIntegerField(
        _("order"), default=0, blank=True, help_text=_("Left empty, the line goes to the end.")
    )
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
    percent = models.PositiveSmallIntegerField(
        _("per cent of the norm"),
        default=WHOLE,
        validators=[MaxValueValidator(WHOLE)],
        help_text=_("Less than 100 where the hosts give meals."),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        help_text=_("Whose norm of per diem it is."),
    )
    currency = models.CharField(_("currency"), max_length=3, default=HRYVNIA, validators=[CURRENCY])
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
        _("planned, UAH"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("Computed where the line has a norm."),
    )
    spent = models.DecimalField(
        _("actual, UAH"), max_digits=14, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    spent_in_currency = models.DecimalField(
        _("actual, in the currency"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("Where the bill is in a foreign currency; the report on the advance prints it."),
    )

    objects: ClassVar[EstimateLineManager] = EstimateLineManager()
    counted = ngettext_lazy("%(count)d line of an estimate", "%(count)d lines of estimates", "count")

    class Meta:
        verbose_name = _("line of an estimate")
        verbose_name_plural = _("lines of estimates")
        ordering = ["delegation", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "place"],
                name="estimate_line_place_unique",
                violation_error_message=_("Another line of the estimate stands in this place."),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=WHOLE),
                name="estimate_line_part_of_the_norm",
                violation_error_message=_("No more than the whole norm is paid."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="estimate_line_currency_of_three_letters",
                violation_error_message=_("A currency has three capital letters: UAH, EUR, PLN."),
            ),
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

    @property
    def in_currency(self) -> Decimal | None:
        """What the norm makes for all persons and days, to the hundredth of the currency; None without a norm."""
        if self.norm is None:
            return None
        return rounded(self.norm * self.percent / WHOLE * self.persons * self.days)

    @property
    def computed(self) -> Decimal:
        """The planned hryvnias: what the norm makes, by the rate; without a norm what was entered."""
        sum_ = self.in_currency
        return self.amount if sum_ is None else rounded(sum_ * self.rate)

    def clean(self) -> None:
        """Refuse another delegation's member, a sum in a foreign currency without its rate, one that is too large."""
        super().clean()
        if self.participant and self.participant.delegation_id != self.delegation_id:
            raise ValidationError({"participant": _("This member belongs to another delegation.")})
        if self.norm and self.currency != HRYVNIA and self.rate == 1:
            raise ValidationError({"rate": _("Give the rate of the National Bank: hryvnias for one unit.")})
        if self.computed >= Decimal(10) ** 12:
            raise ValidationError({"norm": _("The sum is too large.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Plan what the norm makes."""
        self.amount = self.computed
        super().save(*args, **kwargs)


def rounded(amount: Decimal) -> Decimal:
    """Return an amount to the kopiyka, halves up."""
    return amount.quantize(KOPIYKA, ROUND_HALF_UP)
