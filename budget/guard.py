"""Triggers that let money of a closed period change only with a reason, and keep what was changed, whoever writes.

What a report counted is what its period closes: payments of its days; commitments and grants of its years up to the
day as of which it was made. Every change of such a row becomes a row of «changes after closing», under the reason that
the transaction gives; without a reason that row, and the change with it, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from budget.models import Allotment, Appropriation, ChangeReason, ClosedPeriod, Commitment, LateChange, Measure, Payment
from oleksandria_intl.models import Decision
from oleksandria_intl.personal_data.table import TABLE
from oleksandria_intl.triggers import Trigger, differs, forbidden

REASON_NEEDED = "money of a closed period changes only with a reason"
NEVER = "1 = 0"
CLOSING_STAYS = "what closed a period stays, and what was changed in it"
ALLOTMENTS, APPROPRIATIONS, COMMITMENTS, DECISIONS, MEASURES, PAYMENTS, PERIODS, REASONS, CHANGES = (
    model._meta.db_table
    for model in (
        Allotment, Appropriation, Commitment, Decision, Measure, Payment, ClosedPeriod, ChangeReason, LateChange,
    )
)  # fmt: skip
PLACE = ("measure_id", "source_id", "program_code_id", "economic_code_id", "amount")
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


class Money(NamedTuple):
    """A table of money: how its rows are known, when a period counts them, what of them says something."""

    table: str
    kind: str
    key: str
    day: str
    """Expressions of a row, which stands for ``{row}``."""
    measure: str
    source: str
    counted: str
    """The condition that a period ``p`` counts a row."""
    facts: tuple[str, ...]
    """The columns whose change needs a reason in a row that is counted before and after."""
    erasable: tuple[str, ...] = ()
    """Further such columns, which may be blanked when a person's data are erased."""
    moving: tuple[str, ...] = ()
    """Further columns by which a row may come to be counted, or cease."""

    def changes(self) -> dict[str, str]:
        """Return for each column that says something the condition that it changes."""
        erasable = {it: f"(({differs([it])}) AND NEW.{it} <> '{_blank(self.kind, it)}')" for it in self.erasable}
        return {it: f"({differs([it])})" for it in self.facts} | erasable


def _blank(kind: str, column: str) -> str:
    """Return what stands in a column of a person's data that were erased."""
    return str(TABLE[f"budget.{kind}.{column}"].blank)


def _year(day: str) -> str:
    """Return the year of a day of a period, as both databases write days: 2020-03-31."""
    return f"CAST(substr(CAST(p.{day} AS text), 1, 4) AS integer)"


def _month(day: str) -> str:
    """Return the months until a day of a period, counted from the year 0."""
    return f"({_year(day)} * 12 + CAST(substr(CAST(p.{day} AS text), 6, 2) AS integer))"


def _of_program(measure: str) -> str:
    return f"p.program_id = (SELECT m.program_id FROM {MEASURES} m WHERE m.id = {measure})"


def _is_decided(decision: str) -> str:
    """Return the condition that a period counts what a decision grants: it has its number and its day."""
    where = f"d.id = {decision} AND d.number <> '' AND d.period_start <= p.known_on"
    return f"EXISTS (SELECT 1 FROM {DECISIONS} d WHERE {where})"


def _of_years(row: str) -> str:
    return f"{row}.year BETWEEN {_year('first_day')} AND {_year('last_day')}"


def _of_grant(column: str) -> str:
    """Return a column of the grant that an allotment is of."""
    return f"(SELECT a.{column} FROM {APPROPRIATIONS} a WHERE a.id = {{row}}.appropriation_id)"


def _day_of(decision: str) -> str:
    return f"(SELECT d.period_start FROM {DECISIONS} d WHERE d.id = {decision})"


PAYMENT = Money(
    table=PAYMENTS,
    kind="payment",
    key="{row}.record_key",
    day="{row}.paid_on",
    measure="{row}.measure_id",
    source="{row}.source_id",
    counted=f"({{row}}.paid_on BETWEEN p.first_day AND p.last_day AND {_of_program('{row}.measure_id')})",
    facts=(*PLACE, "paid_on", "commitment_id", "corrects_id", "payer_id", "document"),
    erasable=("payee_name", "payee_code", "purpose", "contract"),
)
COMMITMENT = Money(
    table=COMMITMENTS,
    kind="commitment",
    key="{row}.record_key",
    day="{row}.signed_on",
    measure="{row}.measure_id",
    source="{row}.source_id",
    counted=(
        "({row}.signed_on <= p.known_on AND ({row}.cancelled_on IS NULL OR {row}.cancelled_on > p.known_on) "
        f"AND {_of_years('{row}')} AND {_of_program('{row}.measure_id')})"
    ),
    facts=(*PLACE, "year", "signed_on", "number", "subject"),
    erasable=("payee_name", "payee_code"),
    moving=("cancelled_on",),
)
APPROPRIATION = Money(
    table=APPROPRIATIONS,
    kind="appropriation",
    key="{row}.record_key",
    day=_day_of("{row}.decision_id"),
    measure="{row}.measure_id",
    source="{row}.source_id",
    counted=(f"({_of_years('{row}')} AND {_of_program('{row}.measure_id')} AND {_is_decided('{row}.decision_id')})"),
    facts=(*PLACE, "year", "decision_id", "unit_id"),
)
ALLOTMENT = Money(
    table=ALLOTMENTS,
    kind="allotment",
    key=f"{_of_grant('record_key')} || '/' || CAST({{row}}.month AS text)",
    day=_day_of(_of_grant("decision_id")),
    measure=_of_grant("measure_id"),
    source=_of_grant("source_id"),
    counted=(
        f"({_of_grant('year')} * 12 + {{row}}.month BETWEEN {_month('first_day')} AND {_month('last_day')} "
        f"AND {_of_program(_of_grant('measure_id'))} AND {_is_decided(_of_grant('decision_id'))})"
    ),
    facts=("appropriation_id", "month", "amount"),
)
MONEY = (PAYMENT, COMMITMENT, APPROPRIATION, ALLOTMENT)


def triggers() -> Iterator[Trigger]:
    """Yield every trigger: of money, of budget decisions, of what they write, of what is said of a closed period."""
    for money in MONEY:
        for event in ROWS:
            yield _noting(money, event)
        is_any = f"EXISTS (SELECT 1 FROM {PERIODS})"
        yield Trigger(f"{money.table}_closed_truncate", money.table, "BEFORE TRUNCATE", is_any, REASON_NEEDED)
    yield _noting_decisions()
    yield Trigger(f"{CHANGES}_guard_insert", CHANGES, "BEFORE INSERT", "NEW.reason_id IS NULL", REASON_NEEDED)
    yield from forbidden(CHANGES, "UPDATE", "DELETE", "TRUNCATE", message=CLOSING_STAYS)
    yield from _kept_periods()
    yield from _kept_reasons()


def _noting(money: Money, event: str) -> Trigger:
    """Return the trigger that notes what becomes of a row that a closed period counts."""
    rows, changes = ROWS[event], money.changes()
    counted = {row: money.counted.format(row=row) for row in rows}
    where, changed = " OR ".join(counted.values()), "''"
    if event == "UPDATE":
        both = f"coalesce({counted['OLD']}, 1 = 0) AND coalesce({counted['NEW']}, 1 = 0)"
        where = f"({where}) AND (NOT ({both}) OR {' OR '.join(changes.values())})"
        changed = " || ".join(f"CASE WHEN {condition} THEN '{it} ' ELSE '' END" for it, condition in changes.items())
    key = money.key.format(row=rows[-1])
    return Trigger(
        name=f"{money.table}_closed_{event.lower()}",
        table=money.table,
        event=f"BEFORE {event}",
        refused=NEVER,
        message=REASON_NEEDED,
        when=differs((*money.facts, *money.erasable, *money.moving)) if event == "UPDATE" else "",
        then=_noted(
            f"'{money.kind}', {key}, {changed}",
            [_side(money, row, counted[row]) if row in rows else "NULL, NULL, NULL, NULL" for row in ("OLD", "NEW")],
            f"FROM {PERIODS} p WHERE ({where})",
        ),
    )


def _side(money: Money, row: str, counted: str) -> str:
    """Return a row's measure, source, day and amount as a period counts it; nothing of one that it does not."""
    columns = (money.measure, money.source, money.day, "{row}.amount")
    return ", ".join(f"CASE WHEN {counted} THEN {column.format(row=row)} END" for column in columns)


def _noted(what: str, sides: list[str], rows: str) -> str:
    """Return the statement that writes what was changed, under the reason that is open, or that opened the period."""
    reason = f"coalesce((SELECT max(r.id) FROM {REASONS} r WHERE r.is_open), p.reopening_id)"
    columns = [f"{side}_{it}" for side in ("was", "is") for it in ("measure_id", "source_id", "day", "amount")]
    same_days = "n.program_id = p.program_id AND n.first_day = p.first_day AND n.last_day = p.last_day"
    closed_anew = f"EXISTS (SELECT 1 FROM {PERIODS} n WHERE {same_days} AND n.id > p.id)"
    return (
        f"INSERT INTO {CHANGES} (period_id, reason_id, made_at, kind, row_key, changed, {', '.join(columns)}) "
        f"SELECT p.id, {reason}, CURRENT_TIMESTAMP, {what}, {', '.join(sides)} {rows} AND NOT {closed_anew}"
    )


def _noting_decisions() -> Trigger:
    """Return the trigger that notes the grants of a decision whose day or number moves them into a period, or out."""
    counted = {
        row: f"(coalesce({row}.number, '') <> '' AND coalesce({row}.period_start <= p.known_on, 1 = 0))"
        for row in ("OLD", "NEW")
    }
    sides = [
        ", ".join(
            f"CASE WHEN {counted[row]} THEN {column} END"
            for column in ("a.measure_id", "a.source_id", f"{row}.period_start", "a.amount")
        )
        for row in ("OLD", "NEW")
    ]
    rows = f"FROM {PERIODS} p JOIN {APPROPRIATIONS} a ON a.decision_id = OLD.id"
    where = f"{_of_years('a')} AND {_of_program('a.measure_id')} AND {counted['OLD']} <> {counted['NEW']}"
    return Trigger(
        name=f"{DECISIONS}_closed_update",
        table=DECISIONS,
        event="BEFORE UPDATE",
        refused=NEVER,
        message=REASON_NEEDED,
        when=differs(("number", "period_start")),
        then=_noted("'appropriation', a.record_key, 'decision_id '", sides, f"{rows} WHERE {where}"),
    )


def _kept_periods() -> Iterator[Trigger]:
    """Yield the triggers of a closed period: it is opened again once, with a reason, and nothing else changes."""
    kept = [str(field.column) for field in ClosedPeriod._meta.concrete_fields if field.name != "reopening"]
    refused = f"({differs(kept)}) OR OLD.reopening_id IS NOT NULL"
    yield Trigger(f"{PERIODS}_guard_update", PERIODS, "BEFORE UPDATE", refused, CLOSING_STAYS)
    yield from forbidden(PERIODS, "DELETE", "TRUNCATE", message=CLOSING_STAYS)


def _kept_reasons() -> Iterator[Trigger]:
    """Yield the triggers of a reason: it is closed once; one under which nothing was changed may go before."""
    kept = [str(field.column) for field in ChangeReason._meta.concrete_fields if field.name != "is_open"]
    refused = f"({differs(kept)}) OR NOT OLD.is_open"
    yield Trigger(f"{REASONS}_guard_update", REASONS, "BEFORE UPDATE", refused, CLOSING_STAYS)
    yield Trigger(f"{REASONS}_guard_delete", REASONS, "BEFORE DELETE", "NOT OLD.is_open", CLOSING_STAYS)
    yield from forbidden(REASONS, "TRUNCATE", message=CLOSING_STAYS)


def hold_writers() -> None:
    """Wait until nobody writes money any more, and let nobody begin before this transaction ends.

    What was written meanwhile would be in no figure of the report that closes the period.
    SQLite lets nobody else write as it is.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(money.table) for money in MONEY)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables}, {DECISIONS} IN SHARE MODE")
