"""What a delegation brought home: its report, what is to follow from it, and whether that was done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from delegations.report_querysets import FollowUpManager, ReportingRuleManager, TripReportManager
from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, Natural, Recorded, RecordedOnce, Term

from .delegation import Delegation

MOST_WORKING_DAYS = 60


class ReportingRule(Natural, Recorded):
    """Within how many working days of the return a trip's report is due, from a day on: the council's own setting."""

    code = CodeField()
    in_force_from = models.DateField(_("in force from"), help_text=_("For the trips that return on this day or later."))
    working_days = models.PositiveSmallIntegerField(
        _("working days"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WORKING_DAYS)],
        help_text=_("Counted from the day after the return; holidays as the rules of publication count them."),
    )
    advance_days = models.PositiveSmallIntegerField(
        _("banking days for reports on advances"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WORKING_DAYS)],
        help_text=_(
            "Within so many banking days of the return a member reports on money given on account; "
            "banks work on working days."
        ),
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True, help_text=_("The act that says so."))

    counted = ngettext_lazy("%(count)d rule of reporting", "%(count)d rules of reporting", "count")
    objects: ClassVar[ReportingRuleManager] = ReportingRuleManager()

    class Meta:
        verbose_name = _("rule of reporting")
        verbose_name_plural = _("rules of reporting")
        ordering = ["-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="reportingrule_code_unique"),
            models.UniqueConstraint(
                fields=["in_force_from"],
                name="reporting_rule_day_unique",
                violation_error_message=_("Another rule is in force from this day."),
            ),
            models.CheckConstraint(condition=Q(working_days__gte=1), name="reporting_rule_asks_for_days"),
            models.CheckConstraint(condition=Q(advance_days__gte=1), name="reporting_rule_gives_days_for_advances"),
        ]

    def __str__(self) -> str:
        days = ngettext_lazy("%(count)d working day", "%(count)d working days", "count") % {"count": self.working_days}
        return f"{self.in_force_from:%d.%m.%Y}: {days}"


class TripReport(Natural, Recorded):
    """The report on a trip of a delegation, or on a conference with what the participant brought back.

    Texts are Markdown. Once the delegation is reported it stays as it is, but for its English.
    """

    natural_fields = ("delegation",)

    delegation = models.OneToOneField(Delegation, models.CASCADE, related_name="report", verbose_name=_("delegation"))
    programme = models.TextField(_("programme of the trip"), blank=True, help_text=_("Markdown. Day by day."))
    meetings = models.TextField(
        _("meetings"), blank=True, help_text=_("Markdown. With whom of the other side, by post, and what about.")
    )
    done_uk = models.TextField(_("what was done"), blank=True, help_text=_("Markdown. Everybody sees it."))
    done_en = models.TextField(_("what was done, in English"), blank=True)
    results_uk = models.TextField(_("results"), blank=True, help_text=_("Markdown. Everybody sees it."))
    results_en = models.TextField(_("results in English"), blank=True)
    brought_uk = models.TextField(
        _("what the participant brought back"),
        blank=True,
        help_text=_("Markdown. Of a conference: knowledge, contacts, offers. Everybody sees it."),
    )
    brought_en = models.TextField(_("what the participant brought back, in English"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True, help_text=_("Markdown. What the delegation proposes."))
    papers = models.TextField(
        _("papers"), blank=True, help_text=_("Markdown. What was signed or brought along, one a line.")
    )
    handed_in_on = models.DateField(_("handed in on"), null=True, blank=True)

    done = Localized()
    results = Localized()
    brought = Localized()
    objects: ClassVar[TripReportManager] = TripReportManager()
    counted = ngettext_lazy("%(count)d report on a trip", "%(count)d reports on trips", "count")

    class Meta:
        verbose_name = _("report on a trip")
        verbose_name_plural = _("reports on trips")
        ordering = ["-delegation__period_start", "delegation"]

    def __str__(self) -> str:
        return str(self.delegation)


class FollowUp(Natural, Recorded):
    """Something that is to follow from a trip: by which day, who answers for it. Everybody sees it."""

    class State(models.TextChoices):
        """How it stands, by the last answer."""

        OPEN = "open", pgettext_lazy("follow-up", "not answered yet")
        DONE = "done", pgettext_lazy("follow-up", "done")
        NOT_YET = "not-yet", pgettext_lazy("follow-up", "not done yet")
        NEVER = "never", pgettext_lazy("follow-up", "will not be done")

    natural_fields = ("report", "place")

    report = models.ForeignKey(TripReport, models.CASCADE, related_name="follow_ups", verbose_name=_("report"))
    place = models.PositiveSmallIntegerField(_("number"), editable=False)
    text_uk = models.CharField(_("what is to be done"), max_length=500)
    text_en = models.CharField(_("what is to be done, in English"), max_length=500, blank=True)
    due_on = models.DateField(_("due on"))
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who answers for it"),
        help_text=_("An official of the register, in a post."),
    )
    answers_uk = models.CharField(
        _("or who answers, in words"),
        max_length=300,
        blank=True,
        help_text=_("A unit or an organisation, no private person: everybody sees it."),
    )
    answers_en = models.CharField(_("who answers, in English"), max_length=300, blank=True)

    text = Localized()
    who = Localized()
    objects: ClassVar[FollowUpManager] = FollowUpManager()
    counted = ngettext_lazy("%(count)d follow-up", "%(count)d follow-ups", "count")

    class Meta:
        verbose_name = _("follow-up of a trip")
        verbose_name_plural = _("follow-ups of trips")
        ordering = ["report", "place"]
        constraints = [
            models.UniqueConstraint(fields=["report", "place"], name="follow_up_place_unique"),
            models.CheckConstraint(
                condition=Q(term__isnull=False, answers_uk="") | Q(term__isnull=True) & ~Q(answers_uk=""),
                name="follow_up_has_one_who_answers",
                violation_error_message=_("Choose an official of the register or write who answers, not both."),
            ),
        ]

    def __str__(self) -> str:
        return ukrainian.shortened(self.text_uk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Number a new row after the last of its report."""
        if self.place is None:
            last = FollowUp.objects.filter(report=self.report_id).aggregate(last=models.Max("place"))["last"]
            self.place = (last or 0) + 1
        super().save(*args, **kwargs)

    @property
    def who_uk(self) -> str:
        """Who answers for it, in Ukrainian: an official with the post, or the words."""
        return str(self.term) if self.term else self.answers_uk

    @property
    def who_en(self) -> str:
        """The same in English; of an official the post and the name as far as they have English; else empty."""
        if self.term is None:
            return self.answers_en
        names = (self.term.post_en, self.term.official.name_en)
        return " ".join(names) if all(names) else ""

    @property
    def last_answer(self) -> FollowUpAnswer | None:
        """The answer that counts; asks the database unless the answers were fetched along."""
        return max(self.answers.all(), key=lambda answer: answer.pk, default=None)

    @property
    def state(self) -> FollowUp.State:
        """How it stands."""
        answer = self.last_answer
        return FollowUp.State(answer.outcome) if answer else FollowUp.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether nobody asks any more."""
        return self.state in CLOSING


CLOSING = (FollowUp.State.DONE, FollowUp.State.NEVER)
"""After these answers nobody asks again."""


class FollowUpAnswer(RecordedOnce):
    """How a follow-up stood on a day, by whoever was asked. Nobody changes it; a later answer counts instead."""

    OUTCOMES = [choice for choice in FollowUp.State.choices if choice[0] != FollowUp.State.OPEN]

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="answers", verbose_name=_("follow-up"))
    on = models.DateField(_("day"))
    outcome = models.CharField(_("how it stands"), max_length=10, choices=OUTCOMES)
    words_uk = models.TextField(_("what was done, or why not"), blank=True)
    words_en = models.TextField(_("the same in English"), blank=True)

    words = Localized()

    class Meta:
        verbose_name = _("answer on a follow-up")
        verbose_name_plural = _("answers on follow-ups")
        ordering = ["follow_up", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="done") | ~Q(words_uk=""),
                name="follow_up_answer_says_why_not",
                violation_error_message=_("Say why it is not done."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {self.get_outcome_display()}"
