"""Triggers that keep the votes on a published decision as they were published, whoever writes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from oleksandria_intl.models import Decision, Vote, VoteByName
from oleksandria_intl.models.vote import COUNT_FIELDS, KEPT_STAGES
from oleksandria_intl.triggers import Trigger, differs, forbidden

VOTES_STAY = "the votes on a published decision stay as they were published"
DECISIONS, VOTES = (model._meta.db_table for model in (Decision, Vote))
KEPT = ", ".join(f"'{stage.value}'" for stage in KEPT_STAGES)


def triggers() -> Iterator[Trigger]:
    """Yield the triggers: votes may come in later, and a count that was not known may be filled in; nothing changes."""
    counts = [str(field.column) for field in Vote._meta.concrete_fields if field.name in COUNT_FIELDS.values()]
    free = {"version", *counts}
    others = differs(_columns(Vote, free))
    known = " OR ".join(f"(OLD.{it} IS NOT NULL AND coalesce(NEW.{it} <> OLD.{it}, 1 = 1))" for it in counts)
    decision = f"(SELECT stage FROM {DECISIONS} WHERE id = OLD.decision_id) IN ({KEPT})"
    yield from _kept(VOTES, decision, f"{others} OR {known}")
    through = f"SELECT d.stage FROM {VOTES} v JOIN {DECISIONS} d ON d.id = v.decision_id WHERE v.id = OLD.vote_id"
    yield from _kept(VoteByName._meta.db_table, f"({through}) IN ({KEPT})", differs(_columns(VoteByName, {"version"})))


def _kept(table: str, is_published: str, changed: str) -> Iterator[Trigger]:
    for event, refused in (("UPDATE", f"({is_published}) AND ({changed})"), ("DELETE", is_published)):
        yield Trigger(f"{table}_guard_{event.lower()}", table, f"BEFORE {event}", refused=refused, message=VOTES_STAY)
    yield from forbidden(table, "TRUNCATE", message=VOTES_STAY)


def _columns(model: type[models.Model], free: set[str]) -> list[str]:
    """Return the columns that stay, quoted: «order» is a word of SQL."""
    return [f'"{field.column}"' for field in model._meta.concrete_fields if field.column not in free]
