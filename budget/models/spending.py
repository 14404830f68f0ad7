"""The city budget's money: appropriations and commitments."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.limits import in_sentences, refuse_above_free
from budget.querysets.spending import AllotmentManager, AppropriationManager, CommitmentManager
from oleksandria_intl import ukrainian
from oleksandria_intl.models import Decision, KeyField, Natural, Recorded
from programs.models import YEAR_VALIDATORS

from .codes import REGISTER_CODE, EconomicCode, ProgramCode, SpendingUnit, code_link
from .measure import Measure
from .payees import Payee
from .sources import FundingSource

IBAN = RegexValidator(r"^UA\d{27}\Z", _("An account is an IBAN: “UA” and 27 digits, without spaces."))
MONTHS = [(number, ukrainian.MONTHS[number - 1]) for number in range(1, 13)]


def new_record_key() -> str:
    """Return a key for a row that no other register has named."""
    return f"portal-{uuid.uuid4().hex}"


class MoneyRow(Natural, Recorded):
    """An amount of hryvnias with the source and the codes that it is counted under."""

    natural_fields = ("record_key",)

    record_key = models.CharField(_("record id"), max_length=100, unique=True, default=new_record_key, editable=False)
    source = models.ForeignKey(
        FundingSource, models.PROTECT, related_name="+", db_index=False, verbose_name=_("source of funding")
    )
    program_code = code_link(ProgramCode, db_index=False)
    economic_code = code_link(EconomicCode, db_index=False)
    amount = models.DecimalField(_("amount, UAH"), max_digits=14, decimal_places=2)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    class Meta:
        abstract = True


class Appropriation(MoneyRow):
    """What a budget decision grants to a measure for a year, or takes back: a signed change."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="appropriations", verbose_name=_("measure"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_VALIDATORS)
    unit = models.ForeignKey(
        SpendingUnit, models.PROTECT, related_name="appropriations", verbose_name=_("spending unit")
    )
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        related_name="appropriations",
        verbose_name=_("budget decision"),
        help_text=_("The decision that appropriates money or changes the sum; it counts from its day on."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[AppropriationManager] = AppropriationManager()
    counted = ngettext_lazy("%(count)d appropriation", "%(count)d appropriations", "count")

    class Meta:
        verbose_name = _("appropriation")
        verbose_name_plural = _("appropriations")
        ordering = ["measure", "year", "decision__period_start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="appropriation_changes_something",
                violation_error_message=_("An appropriation of zero changes nothing."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {ukrainian.hryvnias(self.amount)}"

    def clean(self) -> None:
        super().clean()
        if self.measure_id and self.year and self.year not in self.measure.program.years:
            raise ValidationError({"year": _("The programme does not include this year.")})


class Allotment(Natural, Recorded):
    """What part of an appropriation a month of its year may spend (помісячний розпис)."""

    natural_fields = ("appropriation", "month")

    appropriation = models.ForeignKey(
        Appropriation, models.CASCADE, related_name="allotments", verbose_name=_("appropriation")
    )
    month = models.PositiveSmallIntegerField(
        _("month"), choices=MONTHS, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    amount = models.DecimalField(_("amount, UAH"), max_digits=14, decimal_places=2)

    objects: ClassVar[AllotmentManager] = AllotmentManager()
    counted = ngettext_lazy("%(count)d allotment of a month", "%(count)d allotments of months", "count")

    class Meta:
        verbose_name = _("allotment of a month")
        verbose_name_plural = _("allotment by month")
        ordering = ["appropriation", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["appropriation", "month"],
                name="allotment_month_unique",
                violation_error_message=_("This month is already allotted."),
            ),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="allotment_month_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_month_display()}: {ukrainian.hryvnias(self.amount)}"


class Commitment(MoneyRow):
    """A commitment to somebody: a contract, an order; cancelling frees what is not paid yet."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="commitments", verbose_name=_("measure"))
    year = models.PositiveSmallIntegerField(
        _("budget year"), validators=YEAR_VALIDATORS, help_text=_("The year whose money is committed.")
    )
    number = models.CharField(_("number"), max_length=50, blank=True)
    subject = models.CharField(_("what for"), max_length=300)
    payee_name = models.CharField(_("payee"), max_length=300, blank=True)
    payee_code = models.CharField(_("payee's code"), max_length=10, blank=True, validators=[REGISTER_CODE])
    payee_is_person = models.BooleanField(
        _("payee is a natural person"),
        default=False,
        help_text=_("The public sees “фізична особа” instead of the name."),
    )
    signed_on = models.DateField(_("date"))
    until = models.DateField(_("in force until"), null=True, blank=True)
    cancelled_on = models.DateField(
        _("cancelled or closed on"),
        null=True,
        blank=True,
        help_text=_("From this day only what was paid counts; the rest is uncommitted again."),
    )
    prozorro_id = models.CharField(_("Prozorro id"), max_length=60, blank=True)
    override_reason = models.CharField(
        _("why above the free balance"),
        max_length=500,
        blank=True,
        help_text=_(
            "Only for a commitment above what is granted and free, which article 48 of the Budget Code does not allow: "
            "who decided so, and why. Checks and reports name it. A later raise needs a reason of its own."
        ),
    )
    payee_account = models.CharField(
        _("payee's account"), max_length=29, blank=True, validators=[IBAN], help_text=_("For the treasury alone.")
    )
    prepayment = models.DecimalField(_("prepayment, UAH"), max_digits=14, decimal_places=2, null=True, blank=True)
    treasury_number = models.CharField(_("number in the treasury"), max_length=30, blank=True)
    treasury_on = models.DateField(_("registered by the treasury on"), null=True, blank=True)
    search_text = KeyField("number", "subject", "payee_name", "payee_code", "prozorro_id", key=ukrainian.search_key)

    objects: ClassVar[CommitmentManager] = CommitmentManager()
    counted = ngettext_lazy("%(count)d commitment", "%(count)d commitments", "count")

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["-signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="commitment_is_positive",
                violation_error_message=_("The amount of a commitment is more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("signed_on")),
                name="commitment_ends_after_it_starts",
                violation_error_message=_("The commitment ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(cancelled_on__gte=F("signed_on")),
                name="commitment_cancelled_after_signed",
                violation_error_message=_("The commitment is cancelled before it was made."),
            ),
            models.CheckConstraint(
                condition=Q(prepayment__isnull=True) | Q(prepayment__gte=0, prepayment__lte=F("amount")),
                name="commitment_prepays_a_part",
                violation_error_message=_("A prepayment is a part of the commitment."),
            ),
        ]

    @property
    def title(self) -> str:
        """The number and what for."""
        return f"№ {self.number}, {self.subject}" if self.number else self.subject

    def __str__(self) -> str:
        whom = f", {self.payee_name}" if self.payee_name else ""
        return f"{self.title}{whom} ({ukrainian.hryvnias(self.amount)})"

    def clean(self) -> None:
        """Refuse a year of another programme, and what is above the free balance without a written reason."""
        super().clean()
        if self.measure_id and self.year and self.year not in self.measure.program.years:
            raise ValidationError({"year": _("The programme does not include this year.")})
        if self.measure_id and self.year and self.source_id and self.amount is not None:
            refuse_above_free(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Hide a payee who is a person, or may be one, when the commitment gets it, whatever the way in.

        Raises ``ValidationError`` where it is above the free balance without a written reason.
        """
        if self.payee_name and not self.payee_is_person and not self._keeps_payee():
            self.payee_is_person = Payee.objects.is_person(self.payee_code, self.payee_name)
        with in_sentences([self]):
            super().save(*args, **kwargs)

    def _keeps_payee(self) -> bool:
        payee = {"payee_code": self.payee_code, "payee_name": self.payee_name}
        return not self._state.adding and Commitment.objects.filter(pk=self.pk, **payee).exists()
