"""What is asked of a row that looks like a payment, and what became of each row of a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian

from .words import Likeness, Word

if TYPE_CHECKING:
    from .matching import Prepared

MOST_SHOWN = 3
"""Payments that one row may be said to be."""


class Resembled(NamedTuple):
    """A payment of the register as people know it."""

    pk: int
    record_key: str
    paid_on: date
    amount: Decimal
    payee: str
    document: str

    @classmethod
    def of(cls, payment: Mapping[str, Any]) -> Resembled:
        """Return a payment that was found by its columns."""
        names = ("pk", "record_key", "paid_on", "amount", "payee_name", "document")
        return cls(*(payment[name] for name in names))

    @property
    def words(self) -> str:
        """The payment in a few words: its day, document, payee and sum."""
        document = f"№ {self.document}" if self.document else ""
        words = document, f"{self.paid_on:%d.%m.%Y}", self.payee, ukrainian.hryvnias(self.amount)
        return ", ".join(filter(None, words))


class Question(NamedTuple):
    """A row that looks like payments, or like another row; what was answered, of which payment."""

    row: int
    likeness: Likeness
    paid_on: date
    amount: Decimal
    payee: str
    document: str
    payments: list[Resembled]
    twin: int | None
    word: Word | None
    payment: int | None

    @classmethod
    def of(
        cls,
        row: Prepared,
        likeness: Likeness,
        payments: list[Mapping[str, Any]],
        word: Word | None,
        payment: int | None,
    ) -> Question:
        """Return the question about a row."""
        facts = row.facts
        shown = facts["paid_on"], row.amount, facts.get("payee_name", ""), facts.get("document", "")
        found = [Resembled.of(each) for each in payments[:MOST_SHOWN]]
        return cls(row.row, likeness, *shown, found, None if found else row.twin, word, payment)


class Row(NamedTuple):
    """What became of a row of the file."""

    row: int
    kind: str
    """``new``, ``changed``, ``unchanged``, ``skipped``, ``refused`` or ``similar``."""
    key: str = ""
    resembles: Resembled | None = None
    """The payment that it changes, takes back, or looks like; or that it is, under another key."""
    twin: int | None = None
    """The row of the file that it looks like."""
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row as a program reads it; days as ISO 8601 writes them, sums as text."""
        like: dict[str, Any] | None = None
        if self.resembles:
            like = self.resembles._asdict() | {"paid_on": self.resembles.paid_on.isoformat()}
            like["amount"] = f"{self.resembles.amount:.2f}"
        elif self.twin:
            like = {"row": self.twin}
        return {"row": self.row, "kind": self.kind, "key": self.key, "resembles": like, "reason": self.reason}


def question_words(question: Question) -> str:
    """Say in a line what a row looks like: «рядок 12: … схоже на платіж … від 16.03.2020»."""
    facts = {
        "row": question.row,
        "sum": ukrainian.hryvnias(question.amount),
        "payee": question.payee,
        "day": f"{question.paid_on:%d.%m.%Y}",
        "likeness": question.likeness.label,
    }
    if question.twin:
        sentence = _("row %(row)d (%(day)s, %(payee)s, %(sum)s) is like row %(twin)d")
        return sentence % (facts | {"twin": question.twin})
    sentence = _("row %(row)d (%(day)s, %(payee)s, %(sum)s) looks like the payment %(payment)s: %(likeness)s")
    return sentence % (facts | {"payment": question.payments[0].words})
