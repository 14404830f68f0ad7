"""Triggers that move the state of an agreement by recorded steps alone, and keep the steps as they were recorded."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from oleksandria_intl.triggers import Trigger, forbidden
from partners.models import SIGNED_STATES, Agreement, AgreementParty, AgreementStep

STATE_BY_STEP = "only a step changes the state of an agreement"
SIGNED_WITH_DATE = "a signed agreement has a date and a party"
STATE_SENTENCE = _("Only a step recorded on the agreement’s page changes its state. Nothing has been written.")
DATE_SENTENCE = _("A signed agreement has the date of its signature, and a party. Nothing has been written.")
STEP_STAYS = "a step of an agreement stays as it was recorded"
AGREEMENTS, PARTIES, STEPS = (model._meta.db_table for model in (Agreement, AgreementParty, AgreementStep))
SIGNED = f"({', '.join(repr(str(state)) for state in SIGNED_STATES)})"


def triggers() -> Iterator[Trigger]:
    """Yield the triggers; what a file or an earlier portal brought may lack steps, and its state is inserted."""
    yield from forbidden(STEPS, "UPDATE", "DELETE", "TRUNCATE", message=STEP_STAYS)
    yield Trigger(
        name=f"{AGREEMENTS}_state_by_step",
        table=AGREEMENTS,
        event="BEFORE UPDATE",
        when="NEW.state <> OLD.state",
        refused=f"NOT EXISTS ({_last_step()})",
        message=STATE_BY_STEP,
    )
    yield Trigger(
        name=f"{AGREEMENTS}_signed_with_date",
        table=AGREEMENTS,
        event="BEFORE UPDATE",
        when=f"NEW.state IN {SIGNED}",
        refused=f"{_undated('NEW')} AND NOT (OLD.state IN {SIGNED} AND {_undated('OLD')}) OR {_becomes_signed_alone()}",
        message=SIGNED_WITH_DATE,
    )


def _last_step() -> str:
    """Return the query of the last step of the agreement, if it leads from the old state to the new one."""
    last = f"SELECT max(l.id) FROM {STEPS} l WHERE l.agreement_id = NEW.id"
    return f"SELECT 1 FROM {STEPS} s WHERE s.id = ({last}) AND s.state_before = OLD.state AND s.state_after = NEW.state"


def _undated(row: str) -> str:
    return f"({row}.period_start IS NULL AND {row}.period_words = '')"


def _becomes_signed_alone() -> str:
    party = f"SELECT 1 FROM {PARTIES} p WHERE p.agreement_id = NEW.id"
    return f"(OLD.state NOT IN {SIGNED} AND NOT EXISTS ({party}))"
