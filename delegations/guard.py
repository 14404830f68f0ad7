"""Triggers that let no delegation change its status but by a step, and keep the steps as they were recorded."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from delegations.models import Delegation, DelegationStep
from oleksandria_intl import guards
from oleksandria_intl.triggers import Trigger, differs, forbidden

DELEGATIONS, STEPS = Delegation._meta.db_table, DelegationStep._meta.db_table
PREPARED = Delegation.Status.PREPARED
STATUS_BY_STEPS = "a delegation changes its status by recorded steps alone"
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


def _guard(event: str, refused: str) -> Trigger:
    name = f"{DELEGATIONS}_way_{event.lower()}"
    return Trigger(name, DELEGATIONS, f"BEFORE {event}", refused=refused, message=STATUS_BY_STEPS)


guards.explain(
    STATUS_BY_STEPS,
    lambda: _("A delegation comes to another status by the buttons of its page, one step after another."),
)
