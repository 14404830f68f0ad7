"""What somebody says of a row that looks like a payment of the register: a new one, the same, a correction of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Likeness(models.TextChoices):
    """In what a row that looks like a payment differs from it."""

    SUM = "sum", _("another sum")
    DAY = "day", _("another day")
    RECORD_ID = "record_id", _("another record id, all else alike")
    ZEROS = "zeros", _("the number of the document without its zeros, all else alike")
    DOCUMENT = "document", _("another document, all else alike")
    PAYEE = "payee", _("the same day and payee, another sum and document")
    TWICE = "twice", _("a row of the file like it")


class Word(models.TextChoices):
    """What such a row is: it never enters without a word.

    What is the same changes nothing. A correction changes the payment itself, with its history, as a row with the
    payment's own id would: a corrected list is no second movement of money. Money that did move back is a row of its
    own, negative, that names what it takes back.
    """

    NEW = "new", _("a new payment")
    SAME = "same", _("the same payment, as it stands in the register")
    CORRECTION = "correction", _("a correction of that payment")


@dataclass(frozen=True)
class Words:
    """The words that were given: for rows one by one, for all rows of a kind, for all of them; the nearest counts.

    A row's own word names the payment that it was said of: it is no answer once the row looks like another.
    """

    of_all: Word | None = None
    of_kinds: Mapping[str, Word] = field(default_factory=dict)
    of_rows: Mapping[int, tuple[Word, int | None]] = field(default_factory=dict)

    def of(self, row: int, likeness: Likeness, payments: list[int]) -> tuple[Word | None, int | None]:
        """Return the word of a row, and the primary key of the payment that it is said of; None while none is."""
        word, payment = self.of_rows.get(row, (None, None))
        if word and (payment in payments or payment is None):
            return word, payment if payment or not payments else payments[0]
        return self.of_kinds.get(likeness) or self.of_all, payments[0] if payments else None

    def as_json(self) -> dict[str, Any]:
        """Return the words of rows and kinds, as the record of an import keeps them."""
        rows = {str(row): [word.value, payment] for row, (word, payment) in self.of_rows.items()}
        return {"kinds": {kind: word.value for kind, word in self.of_kinds.items()}, "rows": rows}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Words:
        """Return the words that the record of an import keeps."""
        rows = {int(row): (Word(word), payment) for row, (word, payment) in kept.get("rows", {}).items()}
        return cls(of_kinds={kind: Word(word) for kind, word in kept.get("kinds", {}).items()}, of_rows=rows)


NO_WORDS = Words()
