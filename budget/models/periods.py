"""Periods that an issued report closed, and what was changed in them afterwards, with the reason."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budget.querysets.periods import ChangeReasonQuerySet, ClosedPeriodQuerySet, LateChangeQuerySet
from oleksandria_intl.models import IssuedPaper
from programs.models import Program

from .measure import Measure
from .sources import FundingSource


class ChangeReason(models.Model):
    """Why money of closed periods is changed, or a period is opened again; it is open while the change is written.

    An open reason is never committed, so that only the transaction that gives it can change anything under it.
    """

    text = models.CharField(_("reason"), max_length=500)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who gave it"),
    )
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    is_open = models.BooleanField(_("is being used"), default=False, editable=False)

    objects = ChangeReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for changing a closed period")
        verbose_name_plural = _("reasons for changing closed periods")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="change_reason_is_given")]

    def __str__(self) -> str:
        return self.text


class ClosedPeriod(models.Model):
    """A period that an issued execution report closed: money that it counts changes only with a reason."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="closed_periods", verbose_name=_("programme"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    known_on = models.DateField(_("as of"))
    """The day as of which the report counted grants and commitments."""
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, related_name="closes", verbose_name=_("report"))
    """The file that holds the report's figures as data."""
    closed_at = models.DateTimeField(_("closed at"), default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    reopening = models.OneToOneField(
        ChangeReason,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reopened_period",
        verbose_name=_("why it is open again"),
    )

    objects = ClosedPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day"), last_day__lte=F("known_on")), name="closed_period_is_over"
            ),
            models.UniqueConstraint(
                fields=["program", "first_day", "last_day"],
                condition=Q(reopening__isnull=True),
                name="period_closed_once",
                violation_error_message=_("This period is closed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d.%m.%Y} – {self.last_day:%d.%m.%Y}"

    @property
    def is_closed(self) -> bool:
        """Whether nobody has opened it again."""
        return self.reopening_id is None


class LateChange(models.Model):
    """A change of money that a closed period counts: the database writes it, whoever changes a row in whatever way."""

    class Kind(models.TextChoices):
        """What was changed."""

        PAYMENT = "payment", _("payment")
        APPROPRIATION = "appropriation", _("appropriation")
        ALLOTMENT = "allotment", _("allotment of a month")
        COMMITMENT = "commitment", _("commitment")

    period = models.ForeignKey(ClosedPeriod, models.PROTECT, related_name="changes", verbose_name=_("closed period"))
    reason = models.ForeignKey(ChangeReason, models.PROTECT, related_name="changes", verbose_name=_("reason"))
    kind = models.CharField(_("what was changed"), max_length=13, choices=Kind.choices)
    row_key = models.CharField(_("record id"), max_length=110)
    """The record id of the row; of an allotment its appropriation's with the month: «portal-1f/3»."""
    changed = models.CharField(_("changed fields"), max_length=300, blank=True)
    """The columns that changed, separated by spaces."""
    made_at = models.DateTimeField(_("changed at"))
    was_measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name=_("measure before")
    )
    was_source = models.ForeignKey(
        FundingSource, models.PROTECT, null=True, related_name="+", verbose_name=_("source before")
    )
    was_day = models.DateField(_("day before"), null=True)
    was_amount = models.DecimalField(_("amount before, UAH"), max_digits=14, decimal_places=2, null=True)
    """What the period counted of the row; nothing where it did not count it."""
    is_measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+", verbose_name=_("measure now"))
    is_source = models.ForeignKey(
        FundingSource, models.PROTECT, null=True, related_name="+", verbose_name=_("source now")
    )
    is_day = models.DateField(_("day now"), null=True)
    is_amount = models.DecimalField(_("amount now, UAH"), max_digits=14, decimal_places=2, null=True)

    objects = LateChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change after closing")
        verbose_name_plural = _("changes after closing")
        ordering = ["period", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"

    @property
    def effect(self) -> Any:
        """By how many hryvnias the period's sum of its kind grew."""
        return (self.is_amount or 0) - (self.was_amount or 0)
