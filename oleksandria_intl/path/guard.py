"""Triggers that keep a signed decision, its points and words as signed, but for the later steps of its path."""

from __future__ import annotations

from collections.abc import Iterator

from oleksandria_intl.models import (
    PUBLISHED_STAGES,
    SIGNED_STAGES,
    Decision,
    DecisionPoint,
    DecisionStep,
    SignedWords,
    Stage,
)
from oleksandria_intl.triggers import ALWAYS, Trigger, differs

SIGNED = DecisionStep.Step.SIGNED
SIGNED_STAYS = "a signed decision does not change"
DECISIONS, POINTS, STEPS, WORDS = (
    model._meta.db_table for model in (Decision, DecisionPoint, DecisionStep, SignedWords)
)
LATER = {
    (Stage.SIGNED, Stage.PUBLISHED): ("published_on", "publication_link"),
    (Stage.PUBLISHED, Stage.IN_FORCE): ("in_force_from", "in_force_reason"),
    (Stage.IN_FORCE, Stage.CLOSED): (),
}
"""What a signed decision may become, and the columns that change along."""
POINT_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def triggers() -> Iterator[Trigger]:
    """Yield the triggers of decisions, of their points and words."""
    signed = f"OLD.stage IN {_listed(SIGNED_STAGES)}"
    changed = f"{signed} AND ({_differing(())}) AND NOT ({' OR '.join(_allowed())})"
    yield _guard(DECISIONS, "UPDATE", changed)
    yield _guard(DECISIONS, "DELETE", signed)
    for event, rows in POINT_EVENTS.items():
        yield _guard(POINTS, event, " OR ".join(map(_is_of_signed, rows)))
    # Words are kept once the decision is signed, and forgotten before it goes back.
    yield _guard(WORDS, "UPDATE", _is_of_signed("OLD"))
    yield _guard(WORDS, "DELETE", f"{_is_of_signed('OLD')} AND NOT {is_taken_back(SIGNED, 'OLD.decision_id')}")
    for table in (DECISIONS, POINTS, WORDS):
        yield _guard(table, "TRUNCATE", ALWAYS)


def is_taken_back(step: str, decision: str) -> str:
    """Return the condition that a step of a decision was taken back and none of its kind stands."""
    of_kind = f"SELECT 1 FROM {STEPS} s LEFT JOIN {STEPS} b ON b.takes_back_id = s.id"
    where = f"WHERE s.decision_id = {decision} AND s.step = '{step}'"
    taken = f"EXISTS ({of_kind} {where} AND b.id IS NOT NULL)"
    return f"({taken} AND NOT EXISTS ({of_kind} {where} AND b.id IS NULL))"


def is_published(decision: str) -> str:
    """Return the condition that a decision is published."""
    return f"EXISTS (SELECT 1 FROM {DECISIONS} d WHERE d.id = {decision} AND d.stage IN {_listed(PUBLISHED_STAGES)})"


def _allowed() -> Iterator[str]:
    """Yield the conditions under which a signed decision changes: a later step, or the signature taken back."""
    for (before, after), columns in LATER.items():
        kept = _differing(("stage", *columns))
        yield f"(OLD.stage = '{before}' AND NEW.stage = '{after}' AND NOT ({kept}))"
    back = is_taken_back(SIGNED, "OLD.id")
    yield f"(OLD.stage = '{Stage.SIGNED}' AND NEW.stage = '{Stage.VOTED}' AND {back})"


def _differing(but: tuple[str, ...]) -> str:
    """Return the condition that a decision changes in other columns than these; its version counts for nothing."""
    return differs(field.column for field in Decision._meta.concrete_fields if field.name not in (*but, "version"))


def _is_of_signed(row: str) -> str:
    signed = f"d.stage IN {_listed(SIGNED_STAGES)}"
    return f"EXISTS (SELECT 1 FROM {DECISIONS} d WHERE d.id = {row}.decision_id AND {signed})"


def _guard(table: str, event: str, refused: str) -> Trigger:
    return Trigger(f"{table}_path_{event.lower()}", table, f"BEFORE {event}", refused=refused, message=SIGNED_STAYS)


def _listed(stages: tuple[Stage, ...]) -> str:
    return f"({', '.join(repr(str(stage)) for stage in stages)})"
