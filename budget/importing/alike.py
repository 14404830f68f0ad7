"""Rows that look like payments, as they are shown and answered, and what became of each row of a file."""

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
        return payment_words(self.document, self.paid_on, self.payee, self.amount)


class Alike(NamedTuple):
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
    ) -> Alike:
        """Return what there is to say of a row."""
        facts = row.facts
        shown = facts["paid_on"], row.amount, facts.get("payee_name", ""), facts.get("document", "")
        found = [Resembled.of(each) for each in payments[:MOST_SHOWN]]
        return cls(row.row, likeness, *shown, found, None if found else row.twin, word, payment)

    @property
    def words(self) -> str:
        """What the row says, in a few words."""
        return payment_words(self.document, self.paid_on, self.payee, self.amount)


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


def payment_words(document: str, paid_on: date, payee: str, amount: Decimal) -> str:
    """Return «№ 12, 16.03.2020, ТОВ «Переклад», 1 250 грн»."""
    number = f"№ {document}" if document else ""
    return ", ".join(filter(None, (number, f"{paid_on:%d.%m.%Y}", payee, ukrainian.hryvnias(amount))))


def alike_words(alike: Alike) -> str:
    """Say in a line what a row looks like."""
    facts = {"row": alike.row, "words": alike.words, "likeness": alike.likeness.label, "twin": alike.twin}
    if not alike.payments:
        return _("row %(row)d (%(words)s) is like row %(twin)d of the file") % facts
    sentence = _("row %(row)d (%(words)s) looks like the payment %(payment)s: %(likeness)s")
    return sentence % (facts | {"payment": alike.payments[0].words})
