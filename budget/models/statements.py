"""Where statements come from: treasuries and banks, each with columns of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl.models import Natural, Recorded

from .codes import EconomicCode, ProgramCode, SpendingUnit, code_link


class StatementSource(Natural, Recorded):
    """A treasury or a bank by whose statements payments come in, and which of its columns says what."""

    natural_fields = ("name",)

    class Side(models.TextChoices):
        """Which side of the account is spending."""

        DEBIT = "debit", _("debit is spending: a statement of the treasury or the bank")
        CREDIT = "credit", _("credit is spending: the council's own books")
        POSITIVE = "positive", _("one column of sums: spending is positive")
        NEGATIVE = "negative", _("one column of sums: spending is negative")

    name = models.CharField(
        _("name"), max_length=100, unique=True, help_text=_("For example: Treasury, account UA12…3456.")
    )
    side = models.CharField(_("spending"), max_length=8, choices=Side.choices, default=Side.DEBIT)
    columns = models.JSONField(_("columns"), default=dict, editable=False)
    """By fact of a payment, the head that says it, in its normal form."""
    payer = models.ForeignKey(
        SpendingUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("payer"),
        help_text=_("Whose account it is, where the rows do not say who pays."),
    )
    program_code = code_link(ProgramCode, help_text=_("Of all rows, where they do not say it."))
    economic_code = code_link(EconomicCode, help_text=_("Of all rows, where they do not say it."))

    counted = ngettext_lazy("%(count)d source of statements", "%(count)d sources of statements", "count")

    class Meta:
        verbose_name = _("source of statements")
        verbose_name_plural = _("sources of statements")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
