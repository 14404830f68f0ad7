"""How the council voted on a decision: each vote in order, and who voted how."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from oleksandria_intl.ordering import InOrder

from .base import Natural, NaturalManager, Recorded
from .council import Council
from .decision import Decision, Stage
from .people import Official


class Choice(models.TextChoices):
    """How a member of the council voted."""

    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "abstained")
    NOT_VOTING = "not-voting", pgettext_lazy("vote", "did not vote")
    ABSENT = "absent", pgettext_lazy("vote", "absent")


COUNT_FIELDS = {
    Choice.FOR: "votes_for",
    Choice.AGAINST: "votes_against",
    Choice.ABSTAINED: "votes_abstained",
    Choice.NOT_VOTING: "votes_not_voting",
    Choice.ABSENT: "votes_absent",
}
"""The field of a vote that counts each choice."""


KEPT_STAGES = (Stage.PUBLISHED, Stage.IN_FORCE, Stage.CLOSED)
"""From the publication on the votes on a decision stay as they were published; a correction is a vote of its own."""


class Count(NamedTuple):
    """How many chose the same; None where it is not known."""

    choice: Choice
    value: int | None


def composition_today() -> int | None:
    """Return the council's members by law, as a new vote begins with."""
    council = Council.objects.current()
    return council.composition if council else None


def _count(label: Any) -> Any:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class VoteQuerySet(models.QuerySet["Vote"]):
    """Votes of the council."""

    def of_decision(self, decision: Decision) -> VoteQuerySet:
        """Return the votes on a decision in their order, with the names; of a corrected one the correction."""
        votes = self.filter(decision=decision, corrected_by__isnull=True).order_by("order", "pk")
        return votes.select_related("corrects").prefetch_related("names")


class VoteManager(NaturalManager["Vote"].from_queryset(VoteQuerySet)):  # type: ignore[misc]
    """Finds votes by natural key and by their decision."""


class Vote(InOrder, Natural, Recorded):
    """A vote of the council on a decision, as it was counted at the sitting: a fact, whatever its outcome."""

    ordered_within = ("decision",)

    natural_fields = ("decision", "order")

    class Kind(models.TextChoices):
        """What was put to the vote."""

        BASIS = "basis", _("as a basis")
        BASIS_AND_WHOLE = "basis-and-whole", _("as a basis and as a whole")
        AMENDMENT = "amendment", _("a floor amendment")
        WHOLE = "whole", _("as a whole")
        WHOLE_AMENDED = "whole-amended", _("as a whole with the changes")

    class Session(models.TextChoices):
        """What kind of session it was."""

        ORDINARY = "ordinary", pgettext_lazy("session", "ordinary")
        EXTRAORDINARY = "extraordinary", pgettext_lazy("session", "extraordinary")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="votes", verbose_name=_("decision"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("what was voted on"), max_length=20, choices=Kind.choices, default=Kind.BASIS_AND_WHOLE)
    amendment = models.TextField(
        _("text of the amendment"), blank=True, help_text=_("As it was put to the vote; of a floor amendment alone.")
    )
    session_kind = models.CharField(
        _("kind of the session"), max_length=20, choices=Session.choices, default=Session.ORDINARY
    )
    sitting = models.PositiveSmallIntegerField(
        _("number of the plenary sitting"), null=True, blank=True, help_text=_("Where the session had several.")
    )
    number = models.CharField(
        _("number of the vote"), max_length=20, blank=True, help_text=_("The one that the voting system gave it.")
    )
    held_on = models.DateField(_("day of the vote"))
    held_at = models.TimeField(_("time of the vote"), null=True, blank=True, help_text=_("To the second, if known."))
    composition = models.PositiveSmallIntegerField(
        _("members of the council by law on that day"),
        null=True,
        blank=True,
        default=composition_today,
        help_text=_("The whole composition without the mayor; a majority is more than half of it."),
    )
    counts_mayor = models.BooleanField(
        _("the mayor takes part"),
        default=True,
        help_text=_("Then the mayor’s vote counts, and the whole composition is larger by one (Law, article 59)."),
    )
    votes_for = _count(pgettext_lazy("vote", "for"))
    votes_against = _count(pgettext_lazy("vote", "against"))
    votes_abstained = _count(pgettext_lazy("vote", "abstained"))
    votes_not_voting = _count(pgettext_lazy("vote", "did not vote"))
    votes_absent = _count(pgettext_lazy("vote", "absent"))
    is_adopted = models.BooleanField(
        pgettext_lazy("vote", "adopted"),
        default=True,
        help_text=_("As it was announced at the sitting, whatever the counts are."),
    )

    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("vote that it corrects"),
        help_text=_("Where a vote that is published already was entered wrong: this one is shown in its place."),
    )

    counted = ngettext_lazy("%(count)d vote", "%(count)d votes", "count")
    objects: ClassVar[VoteManager] = VoteManager()

    class Meta:
        verbose_name = pgettext_lazy("council", "vote")
        verbose_name_plural = pgettext_lazy("council", "votes")
        ordering = ["decision", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "order"], name="vote_order_unique"),
            models.CheckConstraint(condition=Q(amendment="") | Q(kind="amendment"), name="vote_amendment_has_the_text"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.get_kind_display()}"

    def clean(self) -> None:
        """Ask for the text of a floor amendment; refuse one beside a vote of another kind."""
        super().clean()
        if self.kind == self.Kind.AMENDMENT and not self.amendment.strip():
            raise ValidationError({"amendment": _("Write the text of the amendment that was voted on.")})
        if self.kind != self.Kind.AMENDMENT and self.amendment.strip():
            raise ValidationError({"amendment": _("Only a floor amendment has a text here.")})
        if self.corrects and self.corrects.decision_id != self.decision_id:
            raise ValidationError({"corrects": _("That is a vote on another decision.")})

    @property
    def is_kept(self) -> bool:
        """Whether it does not change any more: its decision is published."""
        return self.decision.stage in KEPT_STAGES

    @property
    def moment(self) -> str:
        """The day and the time as far as it is known: «24.12.2019 11:42:07»."""
        if self.held_at is None:
            return f"{self.held_on:%d.%m.%Y}"
        return f"{datetime.combine(self.held_on, self.held_at):%d.%m.%Y %H:%M:%S}"

    @property
    def counts(self) -> list[Count]:
        """How many voted how, in the order of the paper."""
        return [Count(choice, getattr(self, field)) for choice, field in COUNT_FIELDS.items()]

    @property
    def whole_composition(self) -> int | None:
        """The members by law, and the mayor where he takes part; None where it is not known."""
        return None if self.composition is None else self.composition + self.counts_mayor

    @property
    def majority(self) -> int | None:
        """The least votes that are more than half of the whole composition (Law on Local Self-Government, 59)."""
        whole = self.whole_composition
        return None if whole is None else whole // 2 + 1

    @property
    def has_majority(self) -> bool | None:
        """Whether so many voted for; None where the counts or the composition are not known."""
        if self.majority is None or self.votes_for is None:
            return None
        return self.votes_for >= self.majority


class VoteByName(InOrder, Natural, Recorded):
    """How one member of the council voted; the name stands as it was printed at the sitting."""

    ordered_within = ("vote",)

    natural_fields = ("vote", "order")
    parent_field = "vote"

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="names", verbose_name=pgettext_lazy("council", "vote"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name as it was printed"), max_length=200)
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("official")
    )
    choice = models.CharField(_("how the member voted"), max_length=20, choices=Choice.choices)

    counted = ngettext_lazy("%(count)d vote by name", "%(count)d votes by name", "count")

    class Meta:
        verbose_name = _("vote by name")
        verbose_name_plural = _("votes by name")
        ordering = ["vote", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_choice_display()}"
