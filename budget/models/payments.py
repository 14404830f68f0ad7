"""The city budget's money that left: payments, and what came back of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.payment_keys import MatchField, day_key, sum_key
from budget.persons import Shown, shown
from budget.querysets.payments import PaymentManager
from oleksandria_intl import ukrainian
from oleksandria_intl.models import KeyField

from .codes import SpendingUnit
from .measure import Measure
from .payees import Payee
from .spending import Commitment, MoneyRow


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
        _("not part of the programme"), default=False, help_text=_("Kept, so that it is not asked about again.")
    )
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("commitment"),
        help_text=_("The commitment under which it is paid; its measure becomes the payment's."),
    )
    paid_on = models.DateField(_("paid on"))
    payer = models.ForeignKey(
        SpendingUnit, models.PROTECT, related_name="payments", db_index=False, verbose_name=_("payer")
    )
    payee_name = models.CharField(_("payee"), max_length=300)
    payee_code = models.CharField(_("payee's code"), max_length=20, blank=True)
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
    by_sum = MatchField("document", "amount", key=sum_key)
    by_day = MatchField("paid_on", "payee_code", "payee_name", key=day_key)

    objects: ClassVar[PaymentManager] = PaymentManager()
    counted = ngettext_lazy("%(count)d payment", "%(count)d payments", "count")

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-paid_on", "-pk"]
        indexes = [
            models.Index(fields=["measure", "paid_on"], name="payment_of_measure"),
            models.Index(fields=["paid_on", "id"], name="payment_by_day"),
            models.Index(fields=["id"], condition=Q(measure__isnull=True, is_outside=False), name="payment_waiting"),
            models.Index(fields=["id"], condition=Q(is_demonstration=True), name="payment_demonstration"),
            models.Index(fields=["by_sum"], name="payment_by_sum"),
            models.Index(fields=["by_day"], name="payment_by_payee"),
            models.Index(fields=["payee_code"], name="payment_of_payee"),
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
                    "A payment cannot be zero; a negative one names what it corrects, or gives the reason in its "
                    "purpose."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on:%d.%m.%Y}, {self.payee_name}: {ukrainian.hryvnias(self.amount)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Hide the payee of a new payment who is a person, or may be one."""
        if self._state.adding and not self.payee_is_person:
            self.payee_is_person = Payee.objects.is_person(self.payee_code, self.payee_name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Take the measure of the commitment, or of what is corrected; refuse another."""
        super().clean()
        self.measure = self.measure or self._measure_of_links()
        if self.commitment and self.commitment.measure_id != self.measure_id:
            raise ValidationError({"commitment": _("This commitment belongs to another measure.")})
        if self.corrects and (self.corrects_id == self.pk or self.corrects.amount < 0):
            raise ValidationError({"corrects": _("Only a payment can be corrected, not a correction.")})

    def _measure_of_links(self) -> Measure | None:
        if self.commitment:
            return self.commitment.measure
        return self.corrects.measure if self.corrects else None

    @property
    def shown(self) -> Shown:
        """The payee, without a tax number, and the purpose as the public sees them."""
        return shown(self, self.purpose, shows_entrepreneurs=False)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to say which measure it is of."""
        return self.measure_id is None and not self.is_outside
