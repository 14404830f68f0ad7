"""Triggers that keep a signed decision, its points and words as signed, but for the later steps of its path."""

from __future__ import annotations

from collections.abc import Iterator

from oleksandria_intl.models import (
    PUBLISHED_STAGES,
    SIGNED_STAGES,
    Body,
    Decision,
    DecisionPoint,
    DecisionStep,
    SignedWords,
    Stage,
)
from oleksandria_intl.path import UNSIGNED
from oleksandria_intl.triggers import ALWAYS, Trigger, differs


def _listed(stages: tuple[Stage, ...]) -> str:
    return f"({', '.join(repr(str(stage)) for stage in stages)})"


SIGNED_ONES = _listed(SIGNED_STAGES)
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
PATH_COLUMNS = {"stage", *(column for columns in LATER.values() for column in columns)}
"""The columns that later steps change."""
POINT_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def triggers() -> Iterator[Trigger]:
    """Yield the triggers of decisions, of their points and words.

    Of those that were signed by a step: one that came with its number, from a file or an earlier portal, may be mended.
    """
    yield _guard(DECISIONS, "UPDATE", f"{off_path()} AND {_was_signed('OLD.id')}")
    yield _guard(DECISIONS, "DELETE", f"OLD.stage IN {SIGNED_ONES} AND {_was_signed('OLD.id')}")
    for event, rows in POINT_EVENTS.items():
        yield _guard(POINTS, event, " OR ".join(map(_is_of_signed, rows)))
    # Words are kept once the decision is signed, and forgotten before it goes back.
    yield _guard(WORDS, "UPDATE", _is_of_signed("OLD"))
    yield _guard(WORDS, "DELETE", f"{_is_of_signed('OLD')} AND NOT {is_taken_back(SIGNED, 'OLD.decision_id')}")
    for table in (DECISIONS, POINTS, WORDS):
        yield _guard(table, "TRUNCATE", ALWAYS)


def off_path() -> str:
    """Return the condition that a signed decision changes in another way than by a step that the path knows."""
    allowed = [
        f"(OLD.stage = '{before}' AND NEW.stage = '{after}' AND NOT ({_differing(('stage', *columns))}))"
        for (before, after), columns in LATER.items()
    ]
    back = is_taken_back(SIGNED, "OLD.id")
    allowed.append(f"(OLD.stage = '{Stage.SIGNED}' AND {_is_before_signature()} AND {back})")
    return f"(OLD.stage IN {SIGNED_ONES} AND ({_differing(())}) AND NOT ({' OR '.join(allowed)}))"


def _is_before_signature() -> str:
    """Return the condition that a decision comes to a stage from which it is signed; the mayor does not vote."""
    by_mayor = f"NEW.body_id IN (SELECT id FROM {Body._meta.db_table} WHERE kind = '{Body.Kind.MAYOR}')"
    return f"(NEW.stage = '{Stage.VOTED}' OR NEW.stage IN {_listed(UNSIGNED)} AND {by_mayor})"


def is_taken_back(step: str, decision: str) -> str:
    """Return the condition that a step of a decision was taken back and none of its kind stands."""
    of_kind = f"SELECT 1 FROM {STEPS} s LEFT JOIN {STEPS} b ON b.takes_back_id = s.id"
    where = f"WHERE s.decision_id = {decision} AND s.step = '{step}'"
    taken = f"EXISTS ({of_kind} {where} AND b.id IS NOT NULL)"
    return f"({taken} AND NOT EXISTS ({of_kind} {where} AND b.id IS NULL))"


def is_published(decision: str) -> str:
    """Return the condition that a decision is published."""
    return f"EXISTS (SELECT 1 FROM {DECISIONS} d WHERE d.id = {decision} AND d.stage IN {_listed(PUBLISHED_STAGES)})"


def _was_signed(decision: str) -> str:
    """Return the condition that a step signed a decision, whether it was taken back or not."""
    return f"EXISTS (SELECT 1 FROM {STEPS} s WHERE s.decision_id = {decision} AND s.step = '{SIGNED}')"


def _is_of_signed(row: str) -> str:
    is_signed = f"EXISTS (SELECT 1 FROM {DECISIONS} d WHERE d.id = {row}.decision_id AND d.stage IN {SIGNED_ONES})"
    return f"({is_signed} AND {_was_signed(f'{row}.decision_id')})"


def _differing(but: tuple[str, ...]) -> str:
    """Return the condition that a decision changes in other columns than these; its version counts for nothing."""
    return differs(str(field.column) for field in Decision._meta.concrete_fields if field.name not in (*but, "version"))


def _guard(table: str, event: str, refused: str) -> Trigger:
    return Trigger(f"{table}_path_{event.lower()}", table, f"BEFORE {event}", refused=refused, message=SIGNED_STAYS)
