"""Money that a member gets on account, and the report on how it was used."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from delegations.report_querysets import AdvanceManager
from oleksandria_intl.models import Natural, Recorded

from .estimate import NOT_NEGATIVE
from .participant import Participant


class Advance(Natural, Recorded):
    """What a member got on account for a trip, and the number and day of the report on it.

    What was spent stands in the member's lines of the estimate.
    """

    natural_fields = ("participant",)

    participant = models.OneToOneField(
        Participant, models.CASCADE, related_name="advance", verbose_name=_("member of a delegation")
    )
    amount = models.DecimalField(
        _("given on account, UAH"), max_digits=14, decimal_places=2, default=Decimal(0), validators=NOT_NEGATIVE
    )
    given_on = models.DateField(_("given on"), null=True, blank=True)
    report_number = models.CharField(_("number of the report"), max_length=30, blank=True)
    reported_on = models.DateField(_("report handed in on"), null=True, blank=True)
    papers = models.PositiveSmallIntegerField(_("papers attached"), default=0)

    objects: ClassVar[AdvanceManager] = AdvanceManager()
    counted = ngettext_lazy("%(count)d advance", "%(count)d advances", "count")

    class Meta:
        verbose_name = _("advance")
        verbose_name_plural = _("advances and reports on them")
        ordering = ["participant"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="advance_not_negative",
                violation_error_message=_("The amount is negative."),
            ),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True) | Q(reported_on__isnull=True) | Q(reported_on__gte=F("given_on")),
                name="advance_reported_after_it_was_given",
                violation_error_message=_("The report is handed in before the advance was given."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.participant)

    def clean(self) -> None:
        """Refuse a report before the trip is over."""
        super().clean()
        last = self.participant.delegation.ends_on if self.participant_id else None
        if self.reported_on and last and self.reported_on < last:
            raise ValidationError({"reported_on": _("The trip is not over on this day.")})
