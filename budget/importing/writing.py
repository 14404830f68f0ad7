"""Writing the rows of a file into the register of payments: which payments they are, what waits for a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from budget.models import ImportBatch

from .alike import Alike
from .dialects import HEAD_OF
from .entries import Entries, Matched
from .matching import Matching, Prepared
from .originals import Original, Originals, originals_by_key
from .outcome import Outcome, Skip
from .registers import Registers
from .similar import STRONG, Likenesses, Resemblances
from .words import NO_WORDS, Likeness, Word, Words

CHUNK = 500


class Writer:
    """Writes rows for one import; whoever calls it holds the transaction."""

    def __init__(
        self,
        batch: ImportBatch,
        by: User | None,
        registers: Registers,
        matching: Matching,
        outcome: Outcome,
        words: Words = NO_WORDS,
    ) -> None:
        self._entries = Entries(batch, by, registers, matching, outcome)
        self._registers, self._matching, self._outcome, self._words = registers, matching, outcome, words
        self._resemblances = Resemblances(batch)
        self._doubtful: list[tuple[Prepared, Likenesses]] = []

    def write(self, rows: list[Prepared]) -> None:
        """Write rows that belong to no other payment; those that look like one wait for ``settle``."""
        for chunk in _chunks(rows):
            known = self._resemblances.by_key(chunk)
            rest = [row for row in chunk if row.key not in known and not self._stays_out(row)]
            same = self._resemblances.same(rest)
            rest = [row for row in rest if row.row not in same]
            near = self._resemblances.near(rest)
            alike = {row.row for row in rest if row.twin or row.row in near}
            self._doubtful += [(row, near.get(row.row, [])) for row in rest if row.row in alike]
            clear = [row for row in chunk if row.row not in alike]
            self._write([Matched(row, known.get(row.key) or same.get(row.row)) for row in clear])

    @staticmethod
    def _stays_out(row: Prepared) -> bool:
        """Whether a row that the register does not hold makes no payment, whatever it looks like."""
        is_named = "measure_id" in row.facts
        return bool(row.refusals) or (not is_named and row.verdict is not None and row.verdict.measure is None)

    def settle(self) -> None:
        """Write the rows that look like payments as somebody says; the payments of all other rows are known now."""
        alike = [(row, self._resemblances.left(each)) for row, each in self._doubtful]
        taken = {each[0][1]["pk"] for _row, each in alike if each and each[0][0] in STRONG}
        matched: list[Matched] = []
        for row, each in alike:
            # Too little where another row resembles the payment more, or a row of the file says the same.
            likenesses = [
                (likeness, there)
                for likeness, there in each
                if likeness in STRONG or not (row.twin or there["pk"] in taken)
            ]
            if not likenesses and not row.twin:
                matched.append(Matched(row, None))
            elif found := self._answered(row, likenesses):
                matched.append(found)
        self._write(matched)
        self._doubtful = []

    def _answered(self, row: Prepared, likenesses: Likenesses) -> Matched | None:
        """Return what the word that was given of a row makes of it, if there is anything to write."""
        free = self._resemblances.left(likenesses)
        likeness = (free or likenesses)[0][0] if likenesses else Likeness.TWICE
        word, payment = self._words.of(row.row, likeness, [there["pk"] for _likeness, there in free])
        self._outcome.ask(Alike.of(row, likeness, [there for _likeness, there in free or likenesses], word, payment))
        there = next((there for _likeness, there in free if there["pk"] == payment), None)
        if word is Word.NEW:
            return Matched(row, None)
        if word is None or (there is None and likenesses):
            self._outcome.wait(row, free or likenesses)
            return None
        if there:
            self._resemblances.met.add(there["pk"])
        if there and word is Word.CORRECTION:
            return Matched(row, there, is_correction=True)
        self._outcome.keep(row, there)
        return None

    def correct(self, rows: list[Prepared]) -> None:
        """Write rows that correct payments of the register, or of this file: those are written by now."""
        self._take_back([row for row in rows if not row.corrects])
        rows = [row for row in rows if row.corrects]
        while rows:
            originals = originals_by_key({row.corrects for row in rows})
            ready = [(row, found) for row in rows if (found := originals.get(row.corrects))]
            if not ready:
                break
            self._correct([(row, found) for row, found in ready if self._may_correct(row, found)])
            rows = [row for row in rows if row.corrects not in originals]
        for row in rows:
            self._refuse(row, _("There is no such record, neither in the register nor in the file."))

    def _correct(self, pairs: list[tuple[Prepared, Original]]) -> None:
        for chunk in _chunks(pairs):
            known = self._resemblances.by_key([row for row, _original in chunk])
            self._write([Matched(row, known.get(row.key), original) for row, original in chunk])

    def _take_back(self, rows: list[Prepared]) -> None:
        """Write rows that came back, or never left, and do not name the payment.

        One that the source itself writes with a minus may enter without it, as long as its purpose says why.
        """
        for chunk in _chunks(rows):
            known = self._resemblances.returned(chunk)
            rest = [row for row in chunk if row.row not in known]
            originals = Originals([row for row in rest if not row.refusals])
            matched = [Matched(row, known[row.row]) for row in chunk if row.row in known]
            for row in rest:
                original = None if row.refusals else originals.of(row)
                if original is None and row.takes_back and not self._stays_out(row):
                    self._refuse(row, _lost())
                elif original is None or self._may_correct(row, original):
                    matched.append(Matched(row, None, original))
            self._write(matched)

    def _may_correct(self, row: Prepared, original: Original) -> bool:
        """Whether the original is a payment of this programme's; count the row if it is not."""
        row.facts["corrects_id"] = original.pk
        if original.is_return or original.key == row.key:
            self._refuse(row, _("Only a payment can be corrected, not a correction."))
            return False
        if original.measure is not None and original.measure not in self._registers.measure_codes:
            self._outcome.skip(Skip.ELSEWHERE, row.amount, row.row)
            return False
        return True

    def _refuse(self, row: Prepared, reason: str) -> None:
        row.refusals.append(self._matching.refusal(row, "corrects", row.corrects, reason))
        self._outcome.refuse(row.refusals)

    def _write(self, rows: list[Matched]) -> None:
        for chunk in _chunks(rows):
            self._entries.write(chunk)


def _lost() -> str:
    return _(
        "The row takes a payment back, but which one cannot be told: write the payment's record id into “%(column)s”."
    ) % {"column": HEAD_OF["corrects"]}


def _chunks(items: list[Any]) -> Iterable[Any]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
