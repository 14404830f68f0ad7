"""Triggers: no delegation changes its status but by a step, steps stay, nobody is in two of our trips at once."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from delegations.models import Delegation, DelegationStep, Participant
from oleksandria_intl import guards
from oleksandria_intl.models import Term
from oleksandria_intl.triggers import Trigger, differs, forbidden

DELEGATIONS, STEPS, MEMBERS, TERMS = (model._meta.db_table for model in (Delegation, DelegationStep, Participant, Term))
PREPARED = Delegation.Status.PREPARED
STATUS_BY_STEPS = "a delegation changes its status by recorded steps alone"
ONE_TRIP_AT_ONCE = "a person is in one delegation at a time"
STEP_STAYS = "a step of a delegation stays as it was recorded"
LAST_STEP = (
    f"SELECT 1 FROM {STEPS} s WHERE s.id = (SELECT max(id) FROM {STEPS} WHERE delegation_id = NEW.id) "
    "AND s.status_before = OLD.status AND s.status_after = NEW.status"
)


def triggers() -> Iterator[Trigger]:
    """Yield the triggers of delegations and of their steps."""
    yield _guard("INSERT", f"NEW.status <> '{PREPARED}'")
    yield _guard("UPDATE", f"{differs(['status'])} AND NOT EXISTS ({LAST_STEP})")
    yield _guard("DELETE", f"OLD.status <> '{PREPARED}'")
    yield from forbidden(STEPS, "UPDATE", "DELETE", "TRUNCATE", message=STEP_STAYS)
    before = f"SELECT 1 FROM {DELEGATIONS} d WHERE d.id = NEW.delegation_id AND d.status = NEW.status_before"
    yield Trigger(f"{STEPS}_way", STEPS, "BEFORE INSERT", refused=f"NOT EXISTS ({before})", message=STATUS_BY_STEPS)
    yield from _one_trip_at_once()


def _one_trip_at_once() -> Iterator[Trigger]:
    """Yield the triggers of members and of the days of their trips: a person travels once on a day."""
    joined = f"{MEMBERS} p JOIN {DELEGATIONS} d ON d.id = p.delegation_id"
    mine = f"{DELEGATIONS} m WHERE m.id = NEW.delegation_id AND {_travels('m')}"
    meanwhile = f"{_travels('d')} AND d.period_start <= m.period_end AND d.period_end >= m.period_start"
    member = f"EXISTS (SELECT 1 FROM {joined}, {mine} AND d.id <> m.id AND {meanwhile} AND {_same('p', 'NEW')})"
    for event in ("INSERT", "UPDATE"):
        name = f"{MEMBERS}_once_{event.lower()}"
        yield Trigger(name, MEMBERS, f"BEFORE {event}", refused=member, message=ONE_TRIP_AT_ONCE)
    days = f"{_travels('d')} AND d.period_start <= NEW.period_end AND d.period_end >= NEW.period_start"
    others = f"{joined} JOIN {MEMBERS} q ON q.delegation_id = NEW.id WHERE d.id <> NEW.id AND {days}"
    trip = f"{_travels('NEW')} AND EXISTS (SELECT 1 FROM {others} AND {_same('p', 'q')})"
    yield Trigger(f"{DELEGATIONS}_once", DELEGATIONS, "BEFORE UPDATE", refused=trip, message=ONE_TRIP_AT_ONCE)


def _travels(row: str) -> str:
    """Return the condition that a delegation travels, on days that are known."""
    return f"{row}.direction = 'out' AND {row}.status <> 'cancelled' AND {row}.period_precision = 'day'"


def _same(one: str, other: str) -> str:
    """Return the condition that two members are one person: the same official, or of the same name."""
    terms = f"{TERMS} t JOIN {TERMS} u ON u.official_id = t.official_id WHERE t.id = {one}.term_id"
    official = f"EXISTS (SELECT 1 FROM {terms} AND u.id = {other}.term_id)"
    people = f"{one}.category <> 'ensemble' AND {other}.category <> 'ensemble'"
    return f"{people} AND ({one}.person_key <> '' AND {one}.person_key = {other}.person_key OR {official})"


def _guard(event: str, refused: str) -> Trigger:
    name = f"{DELEGATIONS}_way_{event.lower()}"
    return Trigger(name, DELEGATIONS, f"BEFORE {event}", refused=refused, message=STATUS_BY_STEPS)


guards.explain(
    STATUS_BY_STEPS,
    lambda: _("A delegation comes to another status by the buttons of its page, one step after another."),
)
guards.explain(
    ONE_TRIP_AT_ONCE,
    lambda: _("Somebody of this delegation travels elsewhere on these days: choose other days or another person."),
)
