"""The life of an agreement: every step that was recorded, as it was recorded."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.models import Body, Decision, RecordedStep
from oleksandria_intl.periods import Period, Precision
from partners.models.agreements import STANDING_STATES, Agreement, State
from partners.querysets import AgreementStepManager


class Step(models.TextChoices):
    """What was done about an agreement."""

    AUTHORISED = "authorised", _("signing authorised")
    DRAFTED = "drafted", _("draft prepared")
    ASKED = "asked", _("consent of the ministry asked for")
    CONSENTED = "consented", _("consent of the ministry given")
    REFUSED = "refused", _("consent of the ministry refused")
    SIGNED = "signed", _("agreement signed")
    REGISTERED = "registered", _("agreement registered")
    IN_FORCE = "in-force", _("agreement in force")
    SUSPENDED = "suspended", _("agreement suspended")
    RESUMED = "resumed", _("agreement resumed")
    ENDED = "ended", _("agreement terminated")
    TAKEN_BACK = "taken-back", _("a step taken back")


class Transition(NamedTuple):
    """What a step leads from, and to."""

    sources: tuple[State, ...]
    targets: tuple[State, ...]


TRANSITIONS: dict[Step, Transition] = {
    Step.AUTHORISED: Transition((State.BEGUN,), (State.AUTHORISED,)),
    Step.DRAFTED: Transition((State.AUTHORISED,), (State.PREPARED,)),
    Step.ASKED: Transition((State.PREPARED,), (State.ASKED,)),
    Step.CONSENTED: Transition((State.ASKED,), (State.CONSENTED,)),
    Step.REFUSED: Transition((State.ASKED,), (State.PREPARED,)),
    Step.SIGNED: Transition((State.PREPARED, State.CONSENTED), (State.SIGNED,)),
    Step.REGISTERED: Transition((State.SIGNED,), (State.REGISTERED,)),
    Step.IN_FORCE: Transition((State.SIGNED, State.REGISTERED), (State.IN_FORCE,)),
    Step.SUSPENDED: Transition(STANDING_STATES, (State.SUSPENDED,)),
    Step.RESUMED: Transition((State.SUSPENDED,), STANDING_STATES),
    Step.ENDED: Transition((*STANDING_STATES, State.SUSPENDED), (State.ENDED,)),
}
"""The steps in the order of an agreement's life; which of them apply, ``partners.path`` says by date and parties."""
BY_ACT = (Step.SUSPENDED, Step.RESUMED, Step.ENDED)
"""The steps that an act of a body takes."""
NUMBERED = (Step.CONSENTED, Step.REGISTERED, *BY_ACT)
"""The steps whose paper has a number and a day."""


def _known_pairs() -> Q:
    """Return the condition that a step leads from one of its sources to one of its targets."""
    condition = Q(step=Step.TAKEN_BACK)
    for step, transition in TRANSITIONS.items():
        condition |= Q(step=step, state_before__in=transition.sources, state_after__in=transition.targets)
    return condition


class AgreementStep(RecordedStep):
    """A step in the life of an agreement: who recorded it, the act, its day and why. Nobody changes it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="steps", verbose_name=_("agreement"))
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    state_before = models.CharField(_("state before it"), max_length=10, choices=State.choices)
    state_after = models.CharField(_("state after it"), max_length=10, choices=State.choices)
    on = models.DateField(_("day"), null=True, blank=True)
    """The day of the act or letter; that of the signature, when known to the day."""
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision of the register")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body that acted")
    )
    number = models.CharField(_("number of the document"), max_length=50, blank=True)
    verb = models.CharField(_("what the act says"), max_length=200, blank=True)
    """The verb of the act in Ukrainian: «припинити дію», «вважати таким, що втратив чинність»."""
    notice_on = models.DateField(_("notice sent on"), null=True, blank=True)
    notice = models.CharField(_("notice: to whom, number"), max_length=300, blank=True)
    why = models.TextField(_("why"), blank=True)
    remark = models.TextField(_("remark for the office"), blank=True)

    counted = ngettext_lazy("%(count)d step of an agreement", "%(count)d steps of an agreement", "count")
    objects: ClassVar[AgreementStepManager] = AgreementStepManager()

    class Meta:
        verbose_name = _("step of an agreement")
        verbose_name_plural = _("steps of an agreement")
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(condition=_known_pairs(), name="agreement_step_skips_nothing"),
            models.CheckConstraint(
                condition=~Q(step__in=NUMBERED) | ~Q(number="") & Q(on__isnull=False),
                name="agreement_step_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=BY_ACT) | Q(body__isnull=False) & ~Q(verb="") & ~Q(why=""),
                name="agreement_step_by_an_act_that_says_why",
            ),
            models.CheckConstraint(
                condition=Q(step="taken-back", takes_back__isnull=False) & ~Q(why="")
                | ~Q(step="taken-back") & Q(takes_back__isnull=True),
                name="agreement_step_takes_back_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.agreement}"

    @property
    def time(self) -> Period | None:
        """What knows in words when it was; of the signature, as far as that is known."""
        if self.step == Step.SIGNED:
            return self.agreement.period
        return Period(self.on, self.on, Precision.DAY) if self.on else None

    @property
    def texts(self) -> list[str]:
        """What was written of it, the office's remark too."""
        return [text for text in (self.verb, self.why, self.notice_text, self.remark) if text]

    @property
    def notice_text(self) -> str:
        """The letter that notified the other parties, in Ukrainian: «повідомлено 2 червня 2022 року, лист № 5»."""
        if not (self.notice_on or self.notice):
            return ""
        day = f" {ukrainian.long_date(self.notice_on)}" if self.notice_on else ""
        return f"повідомлено{day}" + (f", {self.notice}" if self.notice else "")

    @property
    def act(self) -> str:
        """The act in Ukrainian: «рішення виконавчого комітету від 1 червня 2022 року № 77»; empty without a body."""
        if self.body is None:
            return ""
        day = f" від {ukrainian.long_date(self.on)}" if self.on else ""
        return f"{self.body.act_name} {self.body.name_genitive}{day} № {self.number}"
