"""Which payments of the register the rows of a file are, or look like; each payment is met by one row at most.

A payment is known by the record's id, or else by payer, day, document, payee and sum together. What differs in one of
these only looks like it. Payments that other rows of the file are resemble nothing: the file lists them itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from budget.models import ImportBatch, Payment
from budget.payment_keys import day_key, document_key, name_key, sum_key

from .identity import has_id
from .matching import Prepared
from .reversals import BACK
from .words import Likeness

COLUMNS = (
    "measure_id",
    "is_outside",
    "commitment_id",
    "source_id",
    "program_code_id",
    "economic_code_id",
    "amount",
    "paid_on",
    "payer_id",
    "payee_name",
    "payee_code",
    "document",
    "purpose",
    "contract",
    "prozorro_id",
    "corrects_id",
)
"""What a file may change in a payment that is there."""
NEAR = timedelta(days=31)
"""How far from each other, or else in one year, a document of one number and sum may be the same one."""
STRONG = (Likeness.ZEROS, Likeness.RECORD_ID, Likeness.SUM, Likeness.DAY)

Known = dict[str, Any]
"""A payment that is in the register: its columns."""
Likenesses = list[tuple[Likeness, Known]]


class Resemblances:
    """Finds payments for the rows of one import; the payments that it made itself are left out."""

    def __init__(self, batch: ImportBatch) -> None:
        self._batch = batch
        self._is_empty = not Payment.objects.exists()
        self._by_sum: dict[str, list[Known]] = {}
        self.met: set[int] = set()
        """The payments that rows of the file are, by primary key."""

    def by_key(self, rows: list[Prepared]) -> dict[str, Known]:
        """Return the payments that have the rows' keys."""
        known = {} if self._is_empty else known_by_key([row.key for row in rows])
        self.met.update(payment["pk"] for payment in known.values())
        return known

    def same(self, rows: list[Prepared]) -> dict[int, Known]:
        """Return the payments that rows without a known key are all the same, by the number of the row."""
        if self._is_empty or not rows:
            return {}
        keys = {row.row: _sum_key(row) for row in rows}
        self._by_sum = self._found("by_sum", keys.values())
        found: dict[int, Known] = {}
        for row in rows:
            like = [there for there in self._by_sum.get(keys[row.row], ()) if _is_same(row, there)]
            like = [there for there in like if there["pk"] not in self.met]
            if like:
                found[row.row] = best = max(like, key=lambda there: _agreement(row, there))
                self.met.add(best["pk"])
        return found

    def near(self, rows: list[Prepared]) -> dict[int, Likenesses]:
        """Return the payments that rows look like, the likest first; ``same`` was asked of these rows before."""
        if self._is_empty or not rows:
            return {}
        keys = {row.row: _day_keys(row) for row in rows}
        by_day = self._found("by_day", (key for each in keys.values() for key in each))
        found: dict[int, Likenesses] = {}
        for row in rows:
            there = {each["pk"]: each for each in self._by_sum.get(_sum_key(row), ())}
            there |= {each["pk"]: each for key in keys[row.row] for each in by_day.get(key, ())}
            like = [(likeness, each) for each in there.values() if (likeness := likeness_of(row, each))]
            if like:
                order = list(Likeness)
                found[row.row] = sorted(like, key=lambda pair: (pair[0] not in STRONG, order.index(pair[0])))
        return found

    def left(self, likenesses: Likenesses) -> Likenesses:
        """Return the payments that no row of the file is."""
        return [(likeness, there) for likeness, there in likenesses if there["pk"] not in self.met]

    def returned(self, rows: list[Prepared]) -> dict[int, Known]:
        """Return the returns of the register that rows are, by the number of the row.

        A row with the id of a payment takes it back: the record itself says now that it is returned.
        """
        known = self.by_key(rows)
        for row in rows:
            if row.key in known and known[row.key]["amount"] > 0:
                row.key, row.takes_back = row.key + BACK, True
        known = self.by_key(rows)
        found = {row.row: known[row.key] for row in rows if row.key in known}
        return found | self.same([row for row in rows if row.row not in found and not row.refusals])

    def _found(self, column: str, keys: Iterable[str]) -> dict[str, list[Known]]:
        rows = Payment.objects.filter(**{f"{column}__in": sorted(set(keys))}).exclude(batch=self._batch)
        found: dict[str, list[Known]] = defaultdict(list)
        for row in rows.order_by("pk").values("pk", "record_key", column, *COLUMNS):
            found[row[column]].append(row)
        return found


def known_by_key(keys: list[str]) -> dict[str, Known]:
    """Return the payments of the register that have one of the keys."""
    rows = Payment.objects.filter(record_key__in=keys).values("pk", "record_key", *COLUMNS)
    return {row["record_key"]: row for row in rows}


def likeness_of(row: Prepared, there: Known) -> Likeness | None:
    """Say in what a row differs from a payment that it looks like; None where it does not."""
    facts = row.facts
    if not _is_payee(facts, there) or facts.get("payer_id") != there["payer_id"] or there["amount"] < 0:
        return None
    one, other = document_key(facts.get("document", "")), document_key(there["document"])
    both_known = has_id(row.key) and has_id(there["record_key"])
    if facts["paid_on"] != there["paid_on"]:
        is_near = facts["amount"] == there["amount"] and one == other != "" and _is_near(facts["paid_on"], there)
        return Likeness.DAY if is_near else None
    if facts["amount"] != there["amount"]:
        if one == other:
            return Likeness.SUM
        return None if both_known else Likeness.PAYEE
    if both_known:
        return Likeness.RECORD_ID if one == other and _has_same_codes(facts, there) else None
    return Likeness.ZEROS if one == other != "" else Likeness.DOCUMENT


def _is_same(row: Prepared, there: Known) -> bool:
    """Whether it is the payment, by payer, day, document, payee and sum; two ids of sources are two payments."""
    facts = row.facts
    if facts["paid_on"] != there["paid_on"] or facts.get("payer_id") != there["payer_id"]:
        return False
    if has_id(row.key) and has_id(there["record_key"]):
        return False
    document = facts.get("document", "")
    if document != there["document"] or not _is_payee(facts, there):
        return False
    return bool(document) or name_key(facts.get("purpose", "")) == name_key(there["purpose"])


def _agreement(row: Prepared, there: Known) -> tuple[bool, bool]:
    return _has_same_codes(row.facts, there), row.facts.get("purpose", "") == there["purpose"]


def _has_same_codes(facts: dict[str, Any], there: Known) -> bool:
    """Whether the codes do not differ where both say them."""
    names = ("program_code_id", "economic_code_id")
    return all(not facts.get(name) or not there[name] or facts[name] == there[name] for name in names)


def _is_payee(facts: dict[str, Any], there: Known) -> bool:
    code, other = facts.get("payee_code", "").lstrip("0"), there["payee_code"].lstrip("0")
    if code and other:
        return bool(code == other)
    return name_key(facts.get("payee_name", "")) == name_key(there["payee_name"])


def _is_near(day: date, there: Known) -> bool:
    return day.year == there["paid_on"].year or abs(day - there["paid_on"]) <= NEAR


def _sum_key(row: Prepared) -> str:
    return sum_key(row.facts.get("document", ""), row.amount)


def _day_keys(row: Prepared) -> set[str]:
    """Return the row's key by day and payee, by the name too: who typed the payment may have left the code out."""
    facts = row.facts
    code, name = facts.get("payee_code", ""), facts.get("payee_name", "")
    return {day_key(facts["paid_on"], code, name), day_key(facts["paid_on"], "", name or code)}
