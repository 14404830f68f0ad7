"""The way of a programme, from its draft to the decision on its results, as everybody sees it: only what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from budget.models import ClosingReport
from oleksandria_intl import models
from oleksandria_intl.models import PUBLISHED_STAGES, Decision, DecisionStep
from programs.days import is_over
from programs.models import Edition

Step = DecisionStep.Step
OF_DRAFT = (Step.EXECUTIVE, Step.COMMITTEES, Step.SESSION)
OF_UNSIGNED = (Step.VOTED, Step.RETURNED, Step.STOPPED, Step.REJECTED)
"""The steps that a signature, or going on, makes a matter of the log: shown only while they are the last word."""


class Stage(NamedTuple):
    """A step on a programme's way: reached with its day where it is known, the present one, or still to come."""

    name: Any
    is_reached: bool
    is_present: bool
    day: date | None = None


class Milestone(NamedTuple):
    """What a stage is called, whether it is reached, and its day where one is known, even a future one."""

    name: Any
    is_reached: bool = True
    day: date | None = None


def stages_of(edition: Edition, today: date) -> list[Stage]:
    """Return the way of a programme from its draft to the decision on its results, as far as it has come on a day."""
    stones = list(_milestones(edition, today))
    last = max((place for place, stone in enumerate(stones) if stone.is_reached), default=0)
    return [Stage(stone.name, stone.is_reached, place == last, stone.day) for place, stone in enumerate(stones)]


def _milestones(edition: Edition, today: date) -> Iterator[Milestone]:
    decision = edition.decision
    steps = list(decision.steps.standing().in_order()) if decision else []
    yield from _of_draft(edition, steps)
    if edition.is_draft and is_over(edition, today):
        yield Milestone(_("the portal has no decision that adopts it"))
        return
    if decision is not None and decision.stage == models.Stage.REJECTED:
        return
    yield from _of_adoption(edition, decision, steps, today)
    yield Milestone(_("period ended"), is_over(edition, today))
    yield _of_closing(edition, decision, steps, today)


def _of_draft(edition: Edition, steps: list[DecisionStep]) -> Iterator[Milestone]:
    """Yield where the draft has been, the last time each, and its publication in the order of their days."""
    last = {step.step: step for step in steps}
    been = [Milestone(step.get_step_display(), day=step.on) for kind, step in last.items() if kind in OF_DRAFT]
    if steps and steps[-1].step in OF_UNSIGNED and edition.is_draft:
        been.append(Milestone(steps[-1].get_step_display(), day=steps[-1].on))
    published = edition.published_on
    earlier = [stone for stone in been if published and stone.day and stone.day < published]
    place = been.index(earlier[-1]) + 1 if earlier else 0
    yield from been[:place]
    yield Milestone(_("draft published"), day=published)
    yield from been[place:]


def _of_adoption(
    edition: Edition, decision: Decision | None, steps: list[DecisionStep], today: date
) -> Iterator[Milestone]:
    """Yield the adoption, and from the signature on what is known of the decision."""
    is_adopted = not edition.is_draft
    adopted = decision.dated if decision and is_adopted else None
    in_force = edition.in_force_from if is_adopted else None
    yield Milestone(_("adopted by the council"), is_adopted and has_come(adopted, today), adopted)
    if decision and decision.signed_on:
        yield Milestone(Step.SIGNED.label, day=decision.signed_on)
    is_published = decision is not None and decision.stage in PUBLISHED_STAGES
    # Of a decision that was signed before the portal knew its path, nobody recorded the publication.
    if decision and (is_published or any(step.step == Step.SIGNED for step in steps)):
        yield Milestone(Step.PUBLISHED.label, is_published, decision.published_on)
    yield Milestone(_("in force"), is_adopted and has_come(in_force, today), in_force)


def _of_closing(edition: Edition, decision: Decision | None, steps: list[DecisionStep], today: date) -> Milestone:
    """Return the decision on the programme's results: a final report's, else what the path recorded."""
    closing = ClosingReport.objects.of_program(edition.program)
    if closing and closing.closes:
        closed = closing.decision.dated if closing.decision else None
        return Milestone(_("closed by the council"), has_come(closed, today), closed)
    closed = next((step.on for step in steps if step.step == Step.CLOSED), None)
    return Milestone(_("closed by the council"), decision is not None and decision.stage == models.Stage.CLOSED, closed)


def has_come(day: date | None, today: date) -> bool:
    """Whether the day of a past action has come; an unknown day counts as come."""
    return day is None or day <= today
