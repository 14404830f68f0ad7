"""Acts by which what guests were given is written off, and the commissions that draw them up."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from delegations.gift_querysets import WriteOffActManager
from oleksandria_intl.models import Natural, Recorded, Term
from oleksandria_intl.ordering import InOrder

from .delegation import Delegation


def new_record_key() -> str:
    """Return a key for a row of the stock that no other register has named."""
    return f"portal-{uuid.uuid4().hex}"


class WriteOffAct(Natural, Recorded):
    """An act by which souvenirs and what was served are written off; once signed neither it nor its rows change."""

    natural_fields = ("record_key",)

    record_key = models.CharField(_("record id"), max_length=100, unique=True, default=new_record_key, editable=False)
    number = models.CharField(_("number"), max_length=50, blank=True)
    drawn_on = models.DateField(_("date of the act"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="write_offs", verbose_name=_("delegation")
    )
    event = models.CharField(
        _("event"), max_length=300, blank=True, help_text=_("Only where it is not a delegation of the register.")
    )
    order_words = models.CharField(
        _("order that makes the commission"),
        max_length=300,
        blank=True,
        help_text=_("After “згідно з”: “розпорядженням міського голови від 05.01.2020 № 3-р”"),
    )
    approver = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who approves the act")
    )
    conclusion = models.TextField(
        _("conclusion"), blank=True, help_text=_("Left empty, the act says that all was used as intended.")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True, editable=False)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects: ClassVar[WriteOffActManager] = WriteOffActManager()
    counted = ngettext_lazy("%(count)d act of writing off", "%(count)d acts of writing off", "count")

    class Meta:
        verbose_name = _("act of writing off")
        verbose_name_plural = _("acts of writing off")
        ordering = ["-drawn_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation__isnull=True) | Q(event=""),
                name="write_off_of_one_event",
                violation_error_message=_("Choose the delegation or write the event, not both."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True)
                | ~Q(number="") & Q(approver__isnull=False, signed_on__gte=models.F("drawn_on")),
                name="write_off_signed_is_whole",
                violation_error_message=_(
                    "A signed act has its number, who approves it, and a day not before its own."
                ),
            ),
        ]

    def __str__(self) -> str:
        number = f"№ {self.number}" if self.number else str(_("without a number"))
        return f"{number}, {self.drawn_on:%d.%m.%Y}"

    @property
    def event_words(self) -> str:
        """What the things were given at."""
        return str(self.delegation) if self.delegation else self.event


class CommissionMember(InOrder, Natural, Recorded):
    """A member of the commission that draws up an act of writing off."""

    ordered_within = ("act",)

    natural_fields = ("act", "term")

    act = models.ForeignKey(WriteOffAct, models.CASCADE, related_name="commission", verbose_name=_("act"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("member"))
    is_chair = models.BooleanField(_("chairs"), default=False)
    counted = ngettext_lazy("%(count)d member of a commission", "%(count)d members of commissions", "count")

    class Meta:
        verbose_name = _("member of the commission")
        verbose_name_plural = _("commission")
        ordering = ["act", "-is_chair", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "term"],
                name="commission_member_once",
                violation_error_message=_("This member stands in the commission already."),
            ),
            models.UniqueConstraint(
                fields=["act"],
                condition=Q(is_chair=True),
                name="commission_has_one_chair",
                violation_error_message=_("A commission has one chair."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.term)
