"""The path of a decision: the table of transitions, and what apps have done when a step is taken.

Each app registers its effects in ``AppConfig.ready()``: programs adopts and freezes the edition of a decision that is
signed. The services of the path run them in their own transaction; an effect that refuses undoes the step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.contrib.auth.models import User

from oleksandria_intl.checks import Finding
from oleksandria_intl.models import Decision, DecisionStep, Stage

Step = DecisionStep.Step
UNVOTED = (Stage.DRAFT, Stage.RETURNED, Stage.EXECUTIVE, Stage.COMMITTEES, Stage.SESSION)


class Transition(NamedTuple):
    """What a step leads from, and to; None where it leaves the decision at its stage."""

    sources: tuple[Stage, ...]
    target: Stage | None


TRANSITIONS: dict[Step, Transition] = {
    Step.EXECUTIVE: Transition((Stage.DRAFT, Stage.RETURNED), Stage.EXECUTIVE),
    Step.COMMITTEES: Transition((Stage.DRAFT, Stage.RETURNED, Stage.EXECUTIVE), Stage.COMMITTEES),
    Step.CONCLUSION: Transition((Stage.EXECUTIVE, Stage.COMMITTEES, Stage.SESSION), None),
    Step.SESSION: Transition((*UNVOTED[:-1], Stage.STOPPED), Stage.SESSION),
    # A vote is a fact: whatever came before it was not recorded.
    Step.VOTED: Transition((*UNVOTED, Stage.VOTED, Stage.STOPPED), Stage.VOTED),
    Step.SIGNED: Transition((Stage.VOTED,), Stage.SIGNED),
    Step.STOPPED: Transition((Stage.VOTED,), Stage.STOPPED),
    Step.PUBLISHED: Transition((Stage.SIGNED,), Stage.PUBLISHED),
    Step.IN_FORCE: Transition((Stage.PUBLISHED,), Stage.IN_FORCE),
    Step.CLOSED: Transition((Stage.IN_FORCE,), Stage.CLOSED),
    Step.RETURNED: Transition((*UNVOTED[2:], Stage.STOPPED), Stage.RETURNED),
    Step.REJECTED: Transition((*UNVOTED, Stage.VOTED, Stage.STOPPED), Stage.REJECTED),
}
"""The steps, in the order of the path; the executive committee and the standing committees may be left out."""
UNSIGNED = (Stage.DRAFT, Stage.RETURNED)
WITHOUT_VOTE: dict[Step, Transition] = {
    Step.SIGNED: Transition(UNSIGNED, Stage.SIGNED),
    **{step: TRANSITIONS[step] for step in (Step.PUBLISHED, Step.IN_FORCE, Step.CLOSED)},
    Step.RETURNED: Transition((Stage.DRAFT,), Stage.RETURNED),
    Step.REJECTED: Transition(UNSIGNED, Stage.REJECTED),
}
"""The steps of a body that does not vote: the mayor signs the draft."""

Effect = Callable[[DecisionStep, User], None]
Lack = Callable[[Decision], Iterable[Finding]]
Keys = Callable[[Decision], Iterable[str]]
_effects: dict[Step, list[Effect]] = {}
_undone: dict[Step, list[Effect]] = {}
_lacks: dict[Step, list[Lack]] = {}
_keys: list[Keys] = []


def register(step: Step, effect: Effect, undo: Effect | None = None, lack: Lack | None = None) -> None:
    """Have an effect run with a step that is taken, another when it is taken back; say what the step lacks.

    Both get the row of the step and who acts: the effect after the decision has come to its new stage, the other before
    it goes back.
    """
    _effects.setdefault(step, []).append(effect)
    if undo is not None:
        _undone.setdefault(step, []).append(undo)
    if lack is not None:
        _lacks.setdefault(step, []).append(lack)


def register_papers(keys: Keys) -> None:
    """Say under which keys papers of a decision are issued: what a step issued by mistake is found by them."""
    _keys.append(keys)


def run_effects(row: DecisionStep, by: User) -> None:
    """Do what the apps have to do when a step is taken."""
    for effect in _effects.get(Step(row.step), []):
        effect(row, by)


def undo_effects(row: DecisionStep, by: User) -> None:
    """Do what the apps have to do when a step is taken back, the last first."""
    for effect in reversed(_undone.get(Step(row.step), [])):
        effect(row, by)


def lacks(step: Step, decision: Decision) -> list[Finding]:
    """Return what the apps need before a step, each with its row and field."""
    return [finding for lack in _lacks.get(step, []) for finding in lack(decision)]


def paper_keys(decision: Decision) -> set[str]:
    """Return the keys under which papers of a decision are issued."""
    return {key for keys in _keys for key in keys(decision)}


def transitions_of(decision: Decision) -> dict[Step, Transition]:
    """Return the steps of the body that decides: of one that votes, or of the mayor."""
    return TRANSITIONS if decision.body.votes else WITHOUT_VOTE


def steps_from(stage: str, transitions: dict[Step, Transition] = TRANSITIONS) -> list[Step]:
    """Return the steps that may be taken at a stage, in the order of the path."""
    return [step for step, transition in transitions.items() if stage in transition.sources]
