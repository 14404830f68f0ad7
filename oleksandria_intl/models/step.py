"""The path of a decision: every step that was recorded, as it was recorded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .council import Body
from .decision import Decision, Stage
from .paper import IssuedPaper


class DecisionStepQuerySet(models.QuerySet["DecisionStep"]):
    """Steps of decisions."""

    def standing(self) -> DecisionStepQuerySet:
        """Return the steps that nobody took back, without the rows that take others back."""
        return self.exclude(step=DecisionStep.Step.TAKEN_BACK).filter(taken_back_by__isnull=True)

    def of_kind(self, *steps: str) -> DecisionStepQuerySet:
        """Return the steps of these kinds."""
        return self.filter(step__in=steps)

    def conclusions_on(self, decision: Decision) -> DecisionStepQuerySet:
        """Return the standing conclusions of standing committees on a decision, as they were recorded."""
        concluded = self.standing().of_kind(DecisionStep.Step.CONCLUSION)
        found = concluded.filter(decision=decision, body__kind=Body.Kind.STANDING)
        return found.select_related("body__head__official").order_by("pk")

    def of_key(self, pk: int) -> DecisionStep | None:
        """Return the step with this primary key, or nothing."""
        return self.filter(pk=pk).first()

    def in_order(self) -> DecisionStepQuerySet:
        """Return the steps as they were recorded, with what a list of them shows."""
        return self.select_related("body", "made_by", "takes_back", "taken_back_by").order_by("pk")


class DecisionStep(models.Model):
    """A step on the path of a decision: who recorded it, its day, body, document and remark. Nobody changes it.

    A step recorded by mistake is taken back by a row of its own that names it.
    """

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
    takes_back = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back_by",
        verbose_name=_("step that it takes back"),
    )
    made_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

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
    def recorder(self) -> str:
        """The name of who recorded it; empty where a file brought it."""
        return (self.made_by.get_full_name() or self.made_by.get_username()) if self.made_by else ""

    @property
    def texts(self) -> list[str]:
        """What was written of it."""
        return [text for text in (self.conclusion, self.remark, self.reason) if text]

    @property
    def stands(self) -> bool:
        """Whether it is a step that nobody took back, as ``standing`` finds them."""
        return self.step != self.Step.TAKEN_BACK and not hasattr(self, "taken_back_by")


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
