"""The city budget's money: what it grants, what is promised of it, what is paid."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.querysets import (
    AllotmentManager,
    AppropriationManager,
    CommitmentManager,
    PaymentManager,
)
from oleksandria_intl import ukrainian
from oleksandria_intl.models import Decision, KeyField, Natural, Recorded
from programs.models import YEAR_VALIDATORS

from .codes import REGISTER_CODE, EconomicCode, ProgramCode, SpendingUnit
from .programme import FundingSource, Measure

MONTHS = [(number, ukrainian.MONTHS[number - 1]) for number in range(1, 13)]


def new_record_key() -> str:
    """Return a key for a row that no other register has named."""
    return f"portal-{uuid.uuid4().hex}"


def _code(model: type[models.Model], label: Any) -> models.ForeignKey:
    """Return a link to a reference table that holds the code itself: no join is needed to print it."""
    return models.ForeignKey(
        model,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=label,
    )


class MoneyRow(Natural, Recorded):
    """An amount of hryvnias with the source and the codes that it is counted under."""

    natural_fields = ("record_key",)

    record_key = models.CharField(_("record id"), max_length=100, unique=True, default=new_record_key, editable=False)
    source = models.ForeignKey(
        FundingSource, models.PROTECT, related_name="+", db_index=False, verbose_name=_("source of funding")
    )
    program_code = _code(ProgramCode, _("КПКВКМБ"))
    economic_code = _code(EconomicCode, _("КЕКВ"))
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
        help_text=_("The decision that grants or changes; it counts from its day on."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[AppropriationManager] = AppropriationManager()

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
    """What is promised to somebody: a contract, an order; cancelling frees what is not paid yet."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="commitments", verbose_name=_("measure"))
    year = models.PositiveSmallIntegerField(
        _("budget year"), validators=YEAR_VALIDATORS, help_text=_("The year whose money is promised.")
    )
    number = models.CharField(_("number"), max_length=50, blank=True)
    subject = models.CharField(_("what for"), max_length=300)
    payee_name = models.CharField(_("payee"), max_length=300, blank=True)
    payee_code = models.CharField(_("payee's ЄДРПОУ"), max_length=10, blank=True, validators=[REGISTER_CODE])
    signed_on = models.DateField(_("date"))
    until = models.DateField(_("in force until"), null=True, blank=True)
    cancelled_on = models.DateField(
        _("cancelled or closed on"),
        null=True,
        blank=True,
        help_text=_("From this day only what was paid of it counts; the rest is free again."),
    )
    prozorro_id = models.CharField(_("Prozorro id"), max_length=60, blank=True)
    search_text = KeyField("number", "subject", "payee_name", "payee_code", "prozorro_id", key=ukrainian.search_key)

    objects: ClassVar[CommitmentManager] = CommitmentManager()

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
        ]

    def __str__(self) -> str:
        number = f"№ {self.number}, " if self.number else ""
        whom = f", {self.payee_name}" if self.payee_name else ""
        return f"{number}{self.subject}{whom} ({ukrainian.hryvnias(self.amount)})"

    def clean(self) -> None:
        super().clean()
        if self.measure_id and self.year and self.year not in self.measure.program.years:
            raise ValidationError({"year": _("The programme does not include this year.")})


class Payment(MoneyRow):
    """Cash that left, or came back: who paid whom, when, what for; without a measure it waits for one."""

    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        db_index=False,
        verbose_name=_("measure"),
    )
    is_outside = models.BooleanField(
        _("not of the programme"), default=False, help_text=_("Kept, so that it is not asked about again.")
    )
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("commitment"),
        help_text=_("The promise that it keeps; its measure becomes the payment's."),
    )
    paid_on = models.DateField(_("paid on"))
    payer = models.ForeignKey(
        SpendingUnit, models.PROTECT, related_name="payments", db_index=False, verbose_name=_("payer")
    )
    payee_name = models.CharField(_("payee"), max_length=300)
    payee_code = models.CharField(_("payee's ЄДРПОУ"), max_length=20, blank=True)
    payee_is_person = models.BooleanField(
        _("payee is a natural person"),
        default=False,
        help_text=_("The public sees “фізична особа” instead of the name, and no purpose."),
    )
    document = models.CharField(_("number of the document"), max_length=60, blank=True)
    purpose = models.TextField(_("purpose of the payment"), blank=True)
    contract = models.CharField(_("contract"), max_length=100, blank=True)
    prozorro_id = models.CharField(_("Prozorro id"), max_length=60, blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("corrects the payment"),
        help_text=_("A return or a correction is a row of its own, negative, that names what it corrects."),
    )
    batch = models.ForeignKey(
        "budget.ImportBatch",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="payments",
        verbose_name=_("import"),
    )
    search_text = KeyField(
        "payee_name", "payee_code", "document", "contract", "purpose", key=ukrainian.search_key, max_length=2000
    )

    objects: ClassVar[PaymentManager] = PaymentManager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-paid_on", "-pk"]
        indexes = [
            models.Index(fields=["measure", "paid_on"], name="payment_of_measure"),
            models.Index(fields=["paid_on", "id"], name="payment_by_day"),
            models.Index(fields=["id"], condition=Q(measure__isnull=True, is_outside=False), name="payment_waiting"),
            models.Index(fields=["id"], condition=Q(is_demonstration=True), name="payment_demonstration"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=True) | Q(is_outside=False),
                name="payment_outside_has_no_measure",
                violation_error_message=_("A payment of a measure is of the programme."),
            ),
            models.CheckConstraint(
                condition=Q(commitment__isnull=True) | Q(measure__isnull=False),
                name="payment_of_commitment_has_measure",
                violation_error_message=_("A payment of a commitment is its measure's."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(amount__lt=0) & (Q(corrects__isnull=False) | ~Q(purpose="")),
                name="payment_negative_says_why",
                violation_error_message=_(
                    "A payment is not zero; a negative one names what it corrects, or tells in its purpose why."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on:%d.%m.%Y}, {self.payee_name}: {ukrainian.hryvnias(self.amount)}"

    def clean(self) -> None:
        """Take the measure of the commitment, or of what is corrected; refuse another."""
        super().clean()
        self.measure = self.measure or self._measure_of_links()
        if self.commitment and self.commitment.measure_id != self.measure_id:
            raise ValidationError({"commitment": _("This commitment is of another measure.")})
        if self.corrects and (self.corrects_id == self.pk or self.corrects.amount < 0):
            raise ValidationError({"corrects": _("A correction corrects a payment, not a correction.")})

    def _measure_of_links(self) -> Measure | None:
        if self.commitment:
            return self.commitment.measure
        return self.corrects.measure if self.corrects else None

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to say which measure it is of."""
        return self.measure_id is None and not self.is_outside
