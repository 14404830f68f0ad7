"""Triggers that refuse a commitment above what is free, unless somebody writes why; whoever writes."""

from __future__ import annotations

from collections.abc import Iterator

from budget.limits import ABOVE_FREE
from budget.models import Appropriation, Commitment, Measure, Payment
from budget.querysets.limits import PLACE
from oleksandria_intl.models import Decision
from oleksandria_intl.triggers import Trigger, differs

GRANTS, PROMISES, PAYMENTS, MEASURES, DECISIONS = (
    model._meta.db_table for model in (Appropriation, Commitment, Payment, Measure, Decision)
)
CODES = "".join(
    f" AND coalesce({{row}}.{column}, '') = coalesce(NEW.{column}, '')"
    for column in ("program_code_id", "economic_code_id")
)


def triggers() -> Iterator[Trigger]:
    """Yield the triggers: of a new commitment, and of one that takes more or loses its reason."""
    stands, stood = (f"({row}.cancelled_on IS NULL OR {row}.cancelled_on > CURRENT_DATE)" for row in ("NEW", "OLD"))
    takes = f"NEW.amount > OLD.amount OR {differs(PLACE)} OR NOT {stood}"
    unexcused, excused_before = (
        f"trim({row}.override_reason) {is_empty} ''" for row, is_empty in (("NEW", "="), ("OLD", "<>"))
    )
    same_reason = "trim(NEW.override_reason) = trim(OLD.override_reason)"
    loses = f"({excused_before} AND {unexcused})"
    yield _trigger("INSERT", when=f"{stands} AND {unexcused}", but="")
    yield _trigger(
        "UPDATE",
        when=f"{stands} AND ({takes} OR {loses}) AND ({unexcused} OR {same_reason})",
        but=" AND {row} <> OLD.id",
    )


def _trigger(event: str, *, when: str, but: str) -> Trigger:
    """Return the trigger that asks, when a row takes money, how much is free but for the row itself."""
    above = (f"{_kopiykas('NEW')} > {_free(codes, but)}" for codes in (CODES, ""))
    return Trigger(
        f"{PROMISES}_limit_{event.lower()}",
        PROMISES,
        f"BEFORE {event}",
        refused=" OR ".join(above),
        message=ABOVE_FREE,
        when=when,
        locked=f"{MEASURES} WHERE id = NEW.measure_id",
    )


def _free(codes: str, but: str) -> str:
    """Return what is granted less what is committed and what is paid without a commitment, in kopiykas."""
    of_year = "{row}.measure_id = NEW.measure_id AND {row}.source_id = NEW.source_id AND {row}.year = NEW.year"
    standing = "(c.cancelled_on IS NULL OR c.cancelled_on > CURRENT_DATE)"
    days = " AND ".join(
        f"CAST(p.paid_on AS text) {sign} CAST(NEW.year AS text) || '-{day}'"
        for sign, day in ((">=", "01-01"), ("<=", "12-31"))
    )
    granted = _sum(
        f"{GRANTS} g JOIN {DECISIONS} d ON d.id = g.decision_id",
        "g",
        f"{of_year}{codes} AND d.number <> '' AND d.period_start <= CURRENT_DATE",
    )
    promised = _sum(f"{PROMISES} c", "c", f"{of_year}{codes} AND {standing}{but.format(row='c.id')}")
    unpromised = _sum(
        f"{PAYMENTS} p LEFT JOIN {PROMISES} c ON c.id = p.commitment_id",
        "p",
        "p.measure_id = NEW.measure_id AND p.source_id = NEW.source_id"
        f"{codes} AND {days} AND (c.id IS NULL OR (NOT (c.year = NEW.year AND {standing})){but.format(row='c.id')})",
    )
    return f"{granted} - {promised} - {unpromised}"


def _sum(tables: str, row: str, where: str) -> str:
    return f"coalesce((SELECT sum({_kopiykas(row)}) FROM {tables} WHERE {where.format(row=row)}), 0)"


def _kopiykas(row: str) -> str:
    """Return the amount of a row as a whole number: hryvnias of SQLite are binary fractions."""
    return f"CAST(round({row}.amount * 100) AS bigint)"
