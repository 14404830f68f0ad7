"""The part of the page of a tried file that asks what rows are that look like payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from budget.admin.base import page_of
from budget.models import ImportBatch, Payment

from .alike import Alike, Resembled
from .outcome import Outcome
from .words import Likeness, Word, Words

Option = tuple[str, str, bool]
"""What is posted, what is shown, and whether it is chosen."""


class ShownKind(NamedTuple):
    """All rows that differ in the same from what they look like, and the word for all of them."""

    name: str
    label: str
    row_count: int
    options: list[Option]


class ShownRow(NamedTuple):
    """A row, what it looks like with addresses of the payments, and the words to choose from."""

    name: str
    row: int
    words: str
    like: list[tuple[str, str]]
    label: str
    options: list[Option]


class AlikeForm:
    """The questions about a file: one for every kind, and one for each of the first rows."""

    def __init__(self, outcome: Outcome, kept: dict[str, Any]) -> None:
        self._outcome, self._words = outcome, Words.from_json(kept)

    @property
    def left_out(self) -> int:
        """How many rows are not shown one by one."""
        return sum(self._outcome.alike_kinds.values()) - len(self._outcome.alike)

    def kinds(self) -> Iterator[ShownKind]:
        """Yield the kinds that the file has rows of."""
        for likeness in Likeness:
            if count := self._outcome.alike_kinds[likeness]:
                chosen = self._words.of_kinds.get(likeness)
                words = [word for word in Word if likeness is not Likeness.TWICE or word is not Word.CORRECTION]
                options = [(word.value, str(word.label), word is chosen) for word in words]
                yield ShownKind(f"kind-{likeness}", str(likeness.label), count, options)

    def rows(self) -> Iterator[ShownRow]:
        """Yield the first rows with what they look like."""
        pks = [payment.pk for alike in self._outcome.alike for payment in alike.payments]
        pages = {pk: page_of(payment) for pk, payment in Payment.objects.in_bulk(pks).items()}
        for alike in self._outcome.alike:
            like = [(payment.words, pages.get(payment.pk, "")) for payment in alike.payments]
            like = like or [(_("row %(row)d of the file") % {"row": alike.twin}, "")]
            chosen = self._words.of_rows.get(alike.row)
            options = [
                (value, label, value == _posted(*chosen)) if chosen else (value, label, False)
                for value, label in _options(alike)
            ]
            label = str(alike.likeness.label)
            yield ShownRow(f"row-{alike.row}", alike.row, alike.words, like, label, options)


def _options(alike: Alike) -> Iterator[tuple[str, str]]:
    """Yield what may be said of a row; where it looks like several payments, of which of them."""
    yield _posted(Word.NEW, None), str(Word.NEW.label)
    if not alike.payments:
        yield _posted(Word.SAME, None), str(Word.SAME.label)
    for payment in alike.payments:
        for word in (Word.SAME, Word.CORRECTION):
            yield _posted(word, payment.pk), _of_payment(word, payment, len(alike.payments) > 1)


def _of_payment(word: Word, payment: Resembled, is_one_of_several: bool) -> str:
    return f"{word.label} ({payment.words})" if is_one_of_several else str(word.label)


def _posted(word: Word, payment: int | None) -> str:
    return f"{word}:{payment or ''}"


def keep_words(batch: ImportBatch, posted: Mapping[str, str]) -> None:
    """Keep what was answered with the file; what is no answer is none."""
    kinds: dict[str, Word] = {}
    rows: dict[int, tuple[Word, int | None]] = {}
    for name, value in posted.items():
        what, _dash, which = name.partition("-")
        word, _colon, payment = value.partition(":")
        if word not in Word.values:
            continue
        if what == "kind" and which in Likeness.values:
            kinds[which] = Word(word)
        elif what == "row" and which.isdecimal() and (payment.isdecimal() or not payment):
            rows[int(which)] = Word(word), int(payment) if payment else None
    batch.words = Words(of_kinds=kinds, of_rows=rows).as_json()
    batch.save(update_fields=["words"])
