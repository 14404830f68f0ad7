"""The way of a delegation: every step that was recorded, as it was recorded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oleksandria_intl.models import RecordedStep, RecordedStepQuerySet

from .delegation import Delegation

Status = Delegation.Status


class DelegationStepQuerySet(RecordedStepQuerySet["DelegationStep"]):
    """Steps of delegations."""

    def in_order(self) -> DelegationStepQuerySet:
        """Return the steps as they were recorded, with what a list of them shows."""
        return self.select_related("made_by", "takes_back", "taken_back_by").order_by("pk")


class DelegationStep(RecordedStep):
    """A change of a delegation's status: who recorded it, its day, why. Nobody changes it."""

    class Step(models.TextChoices):
        """What was done."""

        ORDERED = "ordered", pgettext_lazy("delegation", "order issued")
        REPORTED = "reported", pgettext_lazy("delegation", "report recorded")
        CANCELLED = "cancelled", pgettext_lazy("delegation", "cancelled")
        TAKEN_BACK = "taken-back", _("a step taken back")

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="steps", verbose_name=_("delegation"))
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    status_before = models.CharField(_("status before it"), max_length=10, choices=Status.choices)
    status_after = models.CharField(_("status after it"), max_length=10, choices=Status.choices)
    on = models.DateField(_("day"), null=True, blank=True)
    """The day on which it happened."""
    reason = models.TextField(_("reason"), blank=True)
    remark = models.TextField(_("remark"), blank=True)

    objects = DelegationStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a delegation")
        verbose_name_plural = _("steps of delegations")
        ordering = ["delegation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step="ordered", status_before="prepared", status_after="ordered")
                | Q(step="reported", status_before="ordered", status_after="reported")
                | Q(step="cancelled", status_before__in=["prepared", "ordered"], status_after="cancelled")
                | Q(step="taken-back", status_before="ordered", status_after="prepared")
                | Q(step="taken-back", status_before="reported", status_after="ordered")
                | Q(step="taken-back", status_before="cancelled", status_after__in=["prepared", "ordered"]),
                name="delegation_step_skips_none",
            ),
            models.CheckConstraint(
                condition=Q(step="taken-back", takes_back__isnull=False)
                | ~Q(step="taken-back") & Q(takes_back__isnull=True),
                name="delegation_step_takes_back_one",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=["cancelled", "taken-back"], reason=""),
                name="delegation_step_undone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.delegation}"

    @property
    def texts(self) -> list[str]:
        """What was written of it."""
        return [text for text in (self.reason, self.remark) if text]
