"""The path of a decision: every step that was recorded, as it was recorded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .body import Body
from .decision import Decision, Stage
from .paper import IssuedPaper
from .recorded_step import RecordedStep, RecordedStepQuerySet


class DecisionStepQuerySet(RecordedStepQuerySet["DecisionStep"]):
    """Steps of decisions."""

    def of_kind(self, *steps: str) -> DecisionStepQuerySet:
        """Return the steps of these kinds."""
        return self.filter(step__in=steps)

    def conclusions_on(self, decision: Decision) -> DecisionStepQuerySet:
        """Return the standing conclusions of standing committees on a decision, as they were recorded."""
        concluded = self.standing().of_kind(DecisionStep.Step.CONCLUSION)
        found = concluded.filter(decision=decision, body__kind=Body.Kind.STANDING)
        return found.select_related("body__head__official").order_by("pk")

    def in_order(self) -> DecisionStepQuerySet:
        """Return the steps as they were recorded, with what a list of them shows."""
        return self.select_related("body", "made_by", "takes_back", "taken_back_by").order_by("pk")


class DecisionStep(RecordedStep):
    """A step on the path of a decision: who recorded it, its day, body, document and remark. Nobody changes it."""

    class Step(models.TextChoices):
        """What was done."""

        EXECUTIVE = "executive", _("sent to the executive committee")
        COMMITTEES = "committees", _("sent to the standing committees")
        CONCLUSION = "conclusion", _("conclusion")
        SESSION = "session", _("put on the agenda of the session")
        VOTED = "voted", _("voted")
        SIGNED = "signed", pgettext_lazy("decision", "signed")
        STOPPED = "stopped", _("stopped by the mayor")
        PUBLISHED = "published", pgettext_lazy("decision", "published")
        IN_FORCE = "in-force", _("came into force")
        CLOSED = "closed", _("closed by the council")
        RETURNED = "returned", _("returned with remarks")
        REJECTED = "rejected", pgettext_lazy("decision", "rejected")
        TAKEN_BACK = "taken-back", _("a step taken back")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="steps", verbose_name=_("decision"))
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    stage_before = models.CharField(_("stage before it"), max_length=10, choices=Stage.choices)
    stage_after = models.CharField(_("stage after it"), max_length=10, choices=Stage.choices)
    on = models.DateField(_("day"), null=True, blank=True)
    """The day on which it happened; not known of some steps of old decisions."""
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body that acted")
    )
    number = models.CharField(_("number of the document"), max_length=50, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    link = models.URLField(_("where it is published"), blank=True)

    objects = DecisionStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a decision")
        verbose_name_plural = _("steps of a decision")
        ordering = ["decision", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step="taken-back", takes_back__isnull=False)
                | Q(~Q(step="taken-back"), takes_back__isnull=True),
                name="decision_step_takes_back_one",
            ),
            models.CheckConstraint(
                condition=~Q(step="taken-back", reason=""), name="decision_step_taken_back_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.decision}"

    @property
    def texts(self) -> list[str]:
        """What was written of it."""
        return [text for text in (self.conclusion, self.remark, self.reason) if text]


class MistakenPaperQuerySet(models.QuerySet["MistakenPaper"]):
    """Papers that were issued by mistake."""

    def of_key(self, key: str) -> MistakenPaperQuerySet:
        """Return the papers issued by mistake of what a key names."""
        return self.filter(paper__key=key)


class MistakenPaper(models.Model):
    """That an issued paper was issued by mistake: the step in which it was issued was taken back."""

    paper = models.OneToOneField(IssuedPaper, models.PROTECT, related_name="mistake", verbose_name=_("issued paper"))
    taken_back_by = models.ForeignKey(
        DecisionStep, models.PROTECT, related_name="mistaken_papers", verbose_name=_("step taken back")
    )

    objects = MistakenPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper issued by mistake")
        verbose_name_plural = _("papers issued by mistake")
        ordering = ["paper"]

    def __str__(self) -> str:
        return str(self.paper)
