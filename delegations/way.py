"""The way of a delegation: which step leads from which status, what a step lacks and what is done with it.

Each module registers what it needs in ``AppConfig.ready()``: ``delegations.services`` asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.contrib.auth.models import User

from delegations.models import Delegation, DelegationStep
from oleksandria_intl.checks import Finding

Status = Delegation.Status
Step = DelegationStep.Step


class Transition(NamedTuple):
    """What a step leads from, and to."""

    sources: tuple[Status, ...]
    target: Status


TRANSITIONS: dict[Step, Transition] = {
    Step.ORDERED: Transition((Status.PREPARED,), Status.ORDERED),
    Step.REPORTED: Transition((Status.ORDERED,), Status.REPORTED),
    Step.CANCELLED: Transition((Status.PREPARED, Status.ORDERED), Status.CANCELLED),
}
"""The steps, in the order of the way."""

Lack = Callable[[Delegation], Iterable[Finding]]
Effect = Callable[[DelegationStep, User], None]
_lacks: dict[Step, list[Lack]] = {}
_effects: dict[Step, list[Effect]] = {}
_undone: dict[Step, list[Effect]] = {}


def register(step: Step, *, lack: Lack | None = None, effect: Effect | None = None, undo: Effect | None = None) -> None:
    """Say what a step lacks, have something done with it once it is recorded, and when it is taken back."""
    if lack is not None:
        _lacks.setdefault(step, []).append(lack)
    if effect is not None:
        _effects.setdefault(step, []).append(effect)
    if undo is not None:
        _undone.setdefault(step, []).append(undo)


def lacks(step: Step, delegation: Delegation) -> list[Finding]:
    """Return what is in the way of a step, each sentence with its row and field."""
    return [finding for lack in _lacks.get(step, []) for finding in lack(delegation)]


def run_effects(row: DelegationStep, by: User) -> None:
    """Do what belongs to a step that is recorded."""
    for effect in _effects.get(Step(row.step), []):
        effect(row, by)


def undo_effects(row: DelegationStep, by: User) -> None:
    """Do what belongs to a step that is taken back, the last first."""
    for effect in reversed(_undone.get(Step(row.step), [])):
        effect(row, by)


def steps_from(status: str) -> list[Step]:
    """Return the steps that may be taken at a status, in the order of the way."""
    return [step for step, transition in TRANSITIONS.items() if status in transition.sources]
