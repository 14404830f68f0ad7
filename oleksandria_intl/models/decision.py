"""Decisions of the council and its bodies."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext

from oleksandria_intl.periods import HasPeriod, Precision

from .base import CodeField, Natural, Recorded
from .council import Body
from .people import Term, Unit


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
        ]

    def __str__(self) -> str:
        number = f"№ {self.number}" if self.number else pgettext("decision", "draft")
        return f"{self.subject} ({number})"

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


class DecisionPoint(Natural, Recorded):
    """A numbered point of a decision; the number is its place in the order."""

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
        return f"{self.order}. {self.text[:60]}"
