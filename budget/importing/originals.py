"""What a return or a correction takes back: the payment that the row names, or the only one that it can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from budget.models import Payment
from budget.payment_keys import document_key, name_key, sum_key
from budget.querysets import MoneySum

from .matching import Prepared
from .reversals import BACK, days_named, documents_named

_COLUMNS = (
    "pk",
    "record_key",
    "amount",
    "measure_id",
    "commitment_id",
    "source_id",
    "is_outside",
    "paid_on",
    "document",
    "payer_id",
    "payee_code",
    "payee_name",
)
AT_ONCE = 500

Found = dict[str, Any]
"""A payment by the columns above."""


class Original(NamedTuple):
    """What a correction takes from the payment that it corrects."""

    key: str
    pk: int
    is_return: bool
    measure: int | None
    commitment: int | None
    source: int
    is_outside: bool
    payment: Found

    @classmethod
    def of(cls, payment: Found) -> Original:
        """Return a payment that was found by its columns."""
        return cls(
            payment["record_key"],
            payment["pk"],
            payment["amount"] < 0,
            payment["measure_id"],
            payment["commitment_id"],
            payment["source_id"],
            payment["is_outside"],
            payment,
        )


def originals_by_key(words: set[str]) -> dict[str, Original]:
    """Return the payments that rows name, by what the rows call them: E-data's id alone will do."""
    found: dict[str, Original] = {}
    wanted = sorted({key for word in words for key in (word, f"edata-{word}")})
    for start in range(0, len(wanted), AT_ONCE):
        keys = wanted[start : start + AT_ONCE]
        for payment in Payment.objects.filter(record_key__in=keys).values(*_COLUMNS):
            found[payment["record_key"]] = original = Original.of(payment)
            found.setdefault(original.key.removeprefix("edata-"), original)
    return found


class Originals:
    """The payments that rows without a named original may take back: some hundreds of rows at once."""

    def __init__(self, rows: list[Prepared]) -> None:
        self._by_payee: dict[tuple[int, str], list[Found]] = defaultdict(list)
        self._by_name: dict[tuple[int, str], list[Found]] = defaultdict(list)
        self._by_key: dict[str, Found] = {}
        self._left: dict[int, Decimal] = {}
        for found in self._candidates(rows):
            self._left[found["pk"]] = found["amount"] + (found["corrected"] or 0)
            self._by_key[found["record_key"]] = found
            self._by_payee[found["payer_id"], found["payee_code"].lstrip("0")].append(found)
            self._by_name[found["payer_id"], name_key(found["payee_name"])].append(found)

    @staticmethod
    def _candidates(rows: list[Prepared]) -> Iterator[Found]:
        codes = {code for row in rows if (code := row.facts.get("payee_code"))}
        keys = {row.key.removesuffix(BACK) for row in rows}
        sums = {sum_key(row.facts.get("document", ""), -row.amount) for row in rows}
        asked = Q(payee_code__in=codes) | Q(record_key__in=keys) | Q(by_sum__in=sums)
        payments = Payment.objects.filter(asked, amount__gt=0).order_by("paid_on", "pk")
        yield from payments.annotate(corrected=MoneySum("corrections__amount")).values(*_COLUMNS, "corrected")

    def of(self, row: Prepared) -> Original | None:
        """Return the only payment that the row can mean, and take its sum from what may still be taken back of it.

        The record with the row's own id; else of the payee's payments, not later than the row: that of the row's
        document, day and sum; the one whose document, and day, the purpose names; that of the row's document; the only
        one of the sum. What is taken back already is not meant.
        """
        found = next((each for each in self._levels(row) if each), [])
        left = [each for each in found if self._left[each["pk"]] >= -row.amount]
        if len(left) != 1:
            return None
        (only,) = left
        self._left[only["pk"]] += row.amount
        return Original.of(only)

    def _levels(self, row: Prepared) -> Iterator[list[Found]]:
        facts, amount = row.facts, -row.amount
        document, purpose = document_key(facts.get("document", "")), facts.get("purpose", "")
        own = self._by_key.get(row.key.removesuffix(BACK))
        yield [own] if own else []
        payments = [each for each in self._of_payee(facts) if each["paid_on"] <= facts["paid_on"]]
        of_document = [each for each in payments if document and document_key(each["document"]) == document]
        of_sum = [each for each in payments if each["amount"] == amount]
        yield [each for each in of_document if each["paid_on"] == facts["paid_on"] and each in of_sum]
        named = {document_key(number) for number in documents_named(purpose)} - {""}
        meant = [each for each in payments if document_key(each["document"]) in named]
        days = days_named(purpose)
        yield [each for each in meant if each["paid_on"] in days] or meant
        yield of_document
        yield of_sum

    def _of_payee(self, facts: dict[str, Any]) -> list[Found]:
        payer, code = facts["payer_id"], facts.get("payee_code", "").lstrip("0")
        return (self._by_payee[payer, code] if code else []) or self._by_name[payer, name_key(facts["payee_name"])]
