"""Decisions of the council and its bodies."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext, pgettext_lazy

from oleksandria_intl import clock, filled_words
from oleksandria_intl.ordering import InOrder
from oleksandria_intl.periods import HasPeriod, Precision

from .base import CodeField, Natural, NaturalManager, Recorded
from .body import Body
from .people import Term, Unit


class Stage(models.TextChoices):
    """How far a decision has come; ``oleksandria_intl.path`` says what leads from one to another."""

    DRAFT = "draft", pgettext_lazy("decision", "draft")
    EXECUTIVE = "executive", _("at the executive committee")
    COMMITTEES = "committees", _("at the standing committees")
    SESSION = "session", _("on the agenda of the session")
    VOTED = "voted", _("voted, not signed yet")
    SIGNED = "signed", pgettext_lazy("decision", "signed")
    STOPPED = "stopped", _("stopped by the mayor")
    PUBLISHED = "published", pgettext_lazy("decision", "published")
    IN_FORCE = "in-force", pgettext_lazy("decision", "in force")
    CLOSED = "closed", _("closed by the council")
    RETURNED = "returned", _("returned with remarks")
    REJECTED = "rejected", pgettext_lazy("decision", "rejected")


PUBLISHED_STAGES = (Stage.PUBLISHED, Stage.IN_FORCE, Stage.CLOSED)
"""From the publication on: no step is taken back."""
SIGNED_STAGES = (Stage.SIGNED, *PUBLISHED_STAGES)
"""From the signature on: the decision and its points no longer change."""
ENDS = (Stage.IN_FORCE, Stage.CLOSED, Stage.REJECTED)
ON_THEIR_WAY = tuple(stage for stage in Stage if stage not in ENDS)
"""The stages at which a decision waits for another step."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions, by how far they have come."""

    def signed(self) -> DecisionQuerySet:
        """Return the decisions that were signed, whatever came after."""
        return self.filter(stage__in=SIGNED_STAGES)

    def on_their_way(self) -> DecisionQuerySet:
        """Return the decisions that wait for a step, by their session; none that was signed elsewhere.

        An order of the mayor waits for its signature alone: few are published.
        """
        waits = Q(stage__in=ON_THEIR_WAY) & (Q(number="") | ~Q(stage=Stage.DRAFT))
        done = Q(body__kind=Body.Kind.MAYOR, stage__in=SIGNED_STAGES)
        return self.filter(waits).exclude(done).order_by(models.F("planned_session_on").asc(nulls_last=True), "code")

    def with_steps(self) -> DecisionQuerySet:
        """Return the decisions with all their steps, and those that took steps back."""
        return self.prefetch_related("steps__taken_back_by")

    def published_drafts(self) -> DecisionQuerySet:
        """Return the decisions without a programme whose drafts are published."""
        return self.filter(draft_published_on__isnull=False)

    def day_of_draft(self, key: Any) -> models.QuerySet[Decision, dict[str, Any]]:
        """Return the day on which the draft of the decision with this primary key was published."""
        return self.filter(pk=key).order_by().values("draft_published_on")

    def in_discussion(self, on: date) -> DecisionQuerySet:
        """Return the drafts that may still be considered on a day, the session that comes first leading."""
        stages = (Stage.DRAFT, Stage.EXECUTIVE, Stage.COMMITTEES, Stage.SESSION, Stage.RETURNED)
        awaited = Q(planned_session_on__isnull=True) | Q(planned_session_on__gte=on)
        drafts = self.filter(awaited, number="", stage__in=stages)
        return drafts.order_by(models.F("planned_session_on").asc(nulls_last=True), "code")

    def last_signatory(self) -> Term | None:
        """Return who signs the latest decision of the council that names somebody."""
        rows = self.filter(body__kind=Body.Kind.COUNCIL, signatory__isnull=False).order_by("period_start", "pk")
        last = rows.select_related("signatory__official").last()
        return last.signatory if last else None

    def voted_on(self) -> DecisionQuerySet:
        """Return the decisions on which a vote is recorded."""
        return self.filter(votes__isnull=False).distinct()


class DecisionManager(NaturalManager["Decision"].from_queryset(DecisionQuerySet)):  # type: ignore[misc]
    """Finds decisions by natural key and by how far they have come."""


class Decision(HasPeriod, Natural, Recorded):
    """An act of the council or of another of its bodies, from the draft to the signed paper."""

    json_key = "decisions"
    json_children = ("points",)
    json_fields = (
        "period_start",
        "period_end",
        "period_precision",
        "period_words",
        "code",
        "body",
        "subject",
        "session",
        "convocation",
        "number",
        "draft_number",
        "draft_date",
        "developer",
        "speaker",
        "executor",
        "prior",
        "preamble",
        "signatory",
        "approver",
        "annex_signatory",
    )

    code = CodeField(help_text=_("For example “programme-2020”; stays for good."))
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name=_("body that decides"))
    subject = models.TextField(
        _("subject"),
        help_text=_("“Про затвердження {Програми}”: {Програми} becomes the programme's name and years."),
    )
    session = models.PositiveSmallIntegerField(_("number of the session"), null=True, blank=True)
    convocation = models.PositiveSmallIntegerField(_("number of the convocation"), null=True, blank=True)
    number = models.CharField(
        _("number"), max_length=50, blank=True, help_text=_("Empty while the decision is a draft.")
    )
    draft_number = models.CharField(_("number of the draft"), max_length=50, blank=True, help_text=_("“01-03/390”"))
    draft_date = models.DateField(_("date of the draft's registration"), null=True, blank=True)
    developer = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("developer of the draft"),
    )
    speaker = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("speaker at the session"),
    )
    executor = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("executor"),
        help_text=_("Who prepared the paper: it ends with the surname, and in working copies of staff the phone."),
    )
    prior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision of the executive committee"),
        help_text=_("The one that approved the draft; {рішення виконкому} in the preamble names it."),
    )
    preamble = models.TextField(
        _("preamble"),
        blank=True,
        help_text=_("Up to the words “міська рада вирішила”, which the portal adds."),
    )
    signatory = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who signs")
    )
    approver = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who signs the annex's approval mark"),
    )
    annex_signatory = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who signs the annex at its end"),
        help_text=_("Left empty, the one who signs its approval mark."),
    )
    planned_session_on = models.DateField(
        _("planned session"),
        null=True,
        blank=True,
        help_text=_("The day on which the council is to consider the draft; everybody sees it."),
    )
    draft_published_on = models.DateField(
        _("draft published on"),
        null=True,
        blank=True,
        help_text=_("Of a decision without a programme; the draft of a programme is published on its own page."),
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, blank=True, editable=False)
    """The day of the signature; the decision's own day is that of the vote."""
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    publication_link = models.URLField(_("where it is published"), blank=True, editable=False)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True, editable=False)
    in_force_reason = models.TextField(_("why from that day"), blank=True, editable=False)

    objects: ClassVar[DecisionManager] = DecisionManager()
    counted = ngettext_lazy("%(count)d decision", "%(count)d decisions", "count")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-period_start", "code"]
        constraints = [
            *HasPeriod.Meta.constraints,
            models.UniqueConstraint(fields=["code"], name="decision_code_unique"),
            models.CheckConstraint(
                condition=Q(number="") | Q(period_precision="day"),
                name="decision_number_comes_with_its_day",
                violation_error_message=_("A decision that has a number has a date known to the day."),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["signed", "published", "in-force", "closed"]) | ~Q(number=""),
                name="decision_signed_has_number",
                violation_error_message=_("A signed decision has a number."),
            ),
        ]

    def __str__(self) -> str:
        number = f"№ {self.number}" if self.number else pgettext("decision", "draft")
        return f"{filled_words.filled(self, self.subject)} ({number})"

    @property
    def code_words(self) -> str:
        """What its code is made from: its year; decisions of a year are counted on."""
        return f"decision-{(self.period_start or clock.today()).year}"

    @property
    def is_signed(self) -> bool:
        """Whether it was signed, whatever came after: it and its points no longer change."""
        return self.stage in SIGNED_STAGES

    @property
    def dated(self) -> date | None:
        """The day of the decision, when it is known."""
        return self.period_start if self.period_precision == Precision.DAY else None

    @property
    def signs_annex(self) -> Term | None:
        """Who signs the annex on its last page."""
        return self.annex_signatory or self.approver

    @property
    def signature_style_day(self) -> date | None:
        """The day by which the style of signatures goes: the decision's, or the first possible."""
        return self.period_start


class DecisionPoint(InOrder, Natural, Recorded):
    """A numbered point of a decision; the number is its place in the order."""

    ordered_within = ("decision",)

    natural_fields = ("decision", "order")
    json_fields = (
        "order",
        "text",
    )

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="points", verbose_name=_("decision"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(
        _("text"),
        help_text=_("Without the number. {Програму}, {Програми} become the programme's name and years."),
    )
    counted = ngettext_lazy("%(count)d point of a decision", "%(count)d points of a decision", "count")

    class Meta:
        verbose_name = _("point of a decision")
        verbose_name_plural = _("points of a decision")
        ordering = ["decision", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.order}. {filled_words.filled(self, self.text)[:60]}"
