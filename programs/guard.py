"""Triggers that keep an adopted edition and its decision as adopted, and codes for good, whoever writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db import models

from oleksandria_intl.models import Decision, DecisionPoint, SignedWords
from oleksandria_intl.path.guard import PATH_COLUMNS, is_published, is_taken_back, off_path
from oleksandria_intl.triggers import Trigger, differs, forbidden
from programs.code_triggers import CodedTable, coded_models
from programs.exchange import row_models
from programs.models import Edition, KeptPart

FROZEN_ROWS = "an adopted edition does not change"
FROZEN_DECISION = "the decision on an adopted edition does not change"
EDITIONS, DECISIONS = (model._meta.db_table for model in (Edition, Decision))
FROZEN = "('adopted', 'withdrawn')"
ROW_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def triggers() -> Iterator[Trigger]:
    """Yield every trigger: the rows of an edition, the edition itself, its decision with its points, the codes."""
    of_editions: list[type[models.Model]] = [*row_models(), KeptPart]
    for model in of_editions:
        yield from _kept_rows(model._meta.db_table, _is_frozen_edition, FROZEN_ROWS)
    yield from _kept_row(Edition, f"OLD.status IN {FROZEN}", FROZEN_ROWS, allowed=_is_unfrozen_or_in_force())
    yield from _kept_row(Decision, _is_frozen_decision("OLD.id"), FROZEN_DECISION, allowed=_is_a_later_step())
    for kept in (DecisionPoint, SignedWords):
        yield from _kept_rows(kept._meta.db_table, _is_of_frozen_decision, FROZEN_DECISION)
    for coded in coded_models():
        yield from CodedTable(coded).triggers()


def notes_of_codes() -> Iterable[str]:
    """Return the statements that note the codes that were written while there were no triggers."""
    return [CodedTable(model).note_all() for model in coded_models()]


def _kept_rows(table: str, is_frozen: Callable[[str], str], message: str) -> Iterator[Trigger]:
    """Yield the triggers of rows that nobody adds, changes or deletes while they hang on something frozen."""
    for event, rows in ROW_EVENTS.items():
        refused = " OR ".join(map(is_frozen, rows))
        yield Trigger(f"{table}_guard_{event.lower()}", table, f"BEFORE {event}", refused=refused, message=message)
    yield from forbidden(table, "TRUNCATE", message=message)


def _kept_row(model: type[models.Model], is_frozen: str, message: str, *, allowed: str) -> Iterator[Trigger]:
    """Yield the triggers of a row that is frozen itself; its version may move where nothing else does."""
    table = model._meta.db_table
    changed = f"({_differing(model, ())}) AND NOT ({allowed})"
    for event, refused in (("UPDATE", f"({is_frozen}) AND {changed}"), ("DELETE", is_frozen)):
        yield Trigger(f"{table}_guard_{event.lower()}", table, f"BEFORE {event}", refused=refused, message=message)
    yield from forbidden(table, "TRUNCATE", message=message)


def _differing(model: type[models.Model], but: Iterable[str]) -> str:
    """Return the condition that a row changes in other columns than these and its version."""
    free = {"version", *but}
    return differs(str(field.column) for field in model._meta.concrete_fields if field.name not in free)


def _is_a_later_step() -> str:
    """Return the condition under which the decision on a frozen edition changes: only how far it has come."""
    return f"NOT ({_differing(Decision, PATH_COLUMNS)}) AND NOT {off_path()}"


def _is_unfrozen_or_in_force() -> str:
    """Return the condition under which a frozen edition changes: a step of its decision that the path knows.

    It is a draft again where the step that froze it was taken back before the publication; its first day in force
    becomes that of its decision.
    """
    backs = (
        f"(OLD.status = '{status}' AND {is_taken_back(step, 'OLD.decision_id')})"
        for status, step in (("adopted", "signed"), ("withdrawn", "rejected"))
    )
    is_draft = f"NEW.status IN ('draft', 'published') AND NOT {is_published('OLD.decision_id')}"
    unfrozen = f"{is_draft} AND ({' OR '.join(backs)}) AND NOT ({_differing(Edition, ('status', 'frozen'))})"
    day = f"(SELECT d.in_force_from FROM {DECISIONS} d WHERE d.id = OLD.decision_id AND d.stage = 'in-force')"
    in_force = f"coalesce(NEW.in_force_from = {day}, 1 = 0) AND NOT ({_differing(Edition, ('in_force_from',))})"
    return f"({unfrozen}) OR ({in_force})"


def _is_frozen_edition(row: str) -> str:
    return f"(SELECT status FROM {EDITIONS} WHERE id = {row}.edition_id) IN {FROZEN}"


def _is_of_frozen_decision(row: str) -> str:
    return _is_frozen_decision(f"{row}.decision_id")


def _is_frozen_decision(key: str) -> str:
    return f"EXISTS (SELECT 1 FROM {EDITIONS} e WHERE e.decision_id = {key} AND e.status IN {FROZEN})"
