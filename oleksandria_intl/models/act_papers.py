"""What the papers beside a decision are written from: explanatory note, approval sheet, extract of the minutes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl.ordering import InOrder

from .base import Natural, Recorded
from .decision import Decision
from .people import Term

LEFT_EMPTY = _("Markdown. Left empty, what the programme itself says of it is printed, as far as it does.")


class ExplanatoryNote(Natural, Recorded):
    """The explanatory note to a draft decision: why, by what law, at what cost, with what outcome."""

    natural_fields = ("decision",)

    decision = models.OneToOneField(
        Decision, models.CASCADE, related_name="explanatory_note", verbose_name=_("decision")
    )
    grounds = models.TextField(_("grounds and reasons"), blank=True, help_text=LEFT_EMPTY)
    goal = models.TextField(_("goal"), blank=True, help_text=LEFT_EMPTY)
    legal_basis = models.TextField(_("legal basis"), blank=True, help_text=LEFT_EMPTY)
    finance = models.TextField(
        _("financial and economic reasons"),
        blank=True,
        help_text=_("Markdown. The table of sums by source and year is added automatically."),
    )
    outcomes = models.TextField(_("expected outcomes"), blank=True, help_text=LEFT_EMPTY)
    counted = ngettext_lazy("%(count)d explanatory note", "%(count)d explanatory notes", "count")

    class Meta:
        verbose_name = _("explanatory note")
        verbose_name_plural = _("explanatory notes")
        ordering = ["decision"]

    def __str__(self) -> str:
        return str(self.decision)


class Approval(InOrder, Natural, Recorded):
    """A row of a draft's approval sheet: whose approval is asked for, when it was given, what was remarked."""

    ordered_within = ("decision",)

    natural_fields = ("decision", "order")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="approvals", verbose_name=_("decision"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("who approves"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    counted = ngettext_lazy("%(count)d row of approval sheets", "%(count)d rows of approval sheets", "count")

    class Meta:
        verbose_name = _("row of the approval sheet")
        verbose_name_plural = _("approval sheet")
        ordering = ["decision", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "term"],
                name="approval_once_per_term",
                violation_error_message=_("The approval of this official is asked for already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.term}"


class MinutesExtract(Natural, Recorded):
    """What the minutes of a session say of a decision; an extract of them is certified by an official."""

    natural_fields = ("decision",)

    decision = models.OneToOneField(
        Decision, models.CASCADE, related_name="minutes_extract", verbose_name=_("decision")
    )
    minutes_number = models.CharField(_("number of the minutes"), max_length=50, blank=True)
    heard = models.TextField(
        _("heard"), blank=True, help_text=_("Markdown. Left empty, the decision's subject and its speaker are printed.")
    )
    spoke = models.TextField(_("spoke"), blank=True, help_text=_("Markdown. Left empty, nobody spoke."))
    certified_by = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who certifies the extract")
    )
    certified_on = models.DateField(_("certified on"), null=True, blank=True)
    counted = ngettext_lazy("%(count)d extract of minutes", "%(count)d extracts of minutes", "count")

    class Meta:
        verbose_name = _("extract of the minutes")
        verbose_name_plural = _("extracts of the minutes")
        ordering = ["decision"]

    def __str__(self) -> str:
        return str(self.decision)
