"""What becomes of a file of payments: counts and sums, what changes, what is refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.models import ImportBatch
from oleksandria_intl.tables import outcome as tables
from oleksandria_intl.tables.outcome import LINES_KEPT, Line, Refusal

from .alike import Alike, Resembled, Row
from .words import Likeness

if TYPE_CHECKING:
    from .matching import Prepared
    from .originals import Original
    from .similar import Known, Likenesses

from .questions import Questions


class Skip(models.TextChoices):
    """Why a row of the file is none of the programme's."""

    PAYER = "payer", _("another payer")
    PROGRAM_CODE = "program_code", _("another КПКВКМБ")
    ECONOMIC_CODE = "economic_code", _("another КЕКВ")
    YEAR = "year", _("a year that is not of the programme")
    RULE = "rule", _("a rule says that it is not part of the programme")
    UNKNOWN = "unknown", _("a value that is in no table of the portal, left out by your answer")
    ELSEWHERE = "elsewhere", _("it already belongs to another programme")


@dataclass(slots=True)
class Tally:
    """How many payments, and their sum in hryvnias."""

    count: int = 0
    total: Decimal = Decimal(0)

    def add(self, amount: Decimal) -> None:
        """Count a payment."""
        self.count += 1
        self.total += amount


@dataclass
class Outcome(tables.Outcome):
    """What became of a file of payments, or what would: counts with sums, and what keeps the whole file out."""

    is_dry: bool = False
    is_whole: bool = True
    """Whether a single refused row keeps the file out."""
    dialect: str = ""
    created: Tally = field(default_factory=Tally)
    changed: Tally = field(default_factory=Tally)
    unchanged: Tally = field(default_factory=Tally)
    waiting: Tally = field(default_factory=Tally)
    """Those of the new ones that no measure is known of."""
    skipped: dict[Skip, Tally] = field(default_factory=dict)
    similar: Tally = field(default_factory=Tally)
    """Those that look like payments, and wait until somebody says what they are."""
    reversed: Tally = field(default_factory=Tally)
    """Those of the new ones that take a payment back."""
    alike: list[Alike] = field(default_factory=list)
    """The first two hundred of the rows that look like payments, answered or not."""
    alike_kinds: Counter[Likeness] = field(default_factory=Counter)
    """How many rows look like payments, by what differs."""
    rows: list[Row] | None = None
    """What became of each row, where somebody wants to know."""
    total: Decimal = Decimal(0)
    """The sum of what was read, in hryvnias."""
    own_total: Decimal | None = None
    """What the file itself says that it is."""
    questions: Questions = field(default_factory=Questions)
    """What waits for a word: values that are in no table, hidden rows."""
    late: int = 0
    """How many rows change what a closed period counts: one reason is wanted for all."""
    problem: str = ""
    """Why the whole file is refused, if it is: a sentence."""

    @property
    def is_accepted(self) -> bool:
        """Whether the file may be written as it was asked for."""
        return not self.problem and not (self.is_whole and (self.refused or self.similar.count))

    @property
    def is_written(self) -> bool:
        """Whether anything came into the register."""
        return self.is_accepted and not self.is_dry

    @property
    def row_count(self) -> int:
        """How many payments the file holds."""
        taken = self.created.count + self.changed.count + self.unchanged.count
        return taken + self.skipped_count + self.refused + self.similar.count

    @property
    def skipped_count(self) -> int:
        """How many rows are none of the programme's."""
        return sum(tally.count for tally in self.skipped.values())

    def skip(self, reason: Skip, amount: Decimal, row: int) -> None:
        """Count a row that is left out."""
        self.skipped.setdefault(reason, Tally()).add(amount)
        self._note(row, "skipped", reason=reason)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Keep why rows are refused; refusals of one row come one after another."""
        refusals = list(refusals)
        super().refuse(refusals)
        for row in dict.fromkeys(refusal.row for refusal in refusals):
            self._note(row, "refused", reason="; ".join(each.reason for each in refusals if each.row == row))

    def create(self, row: Prepared, original: Original | None) -> None:
        """Count a payment that is new, or that takes another back."""
        self.created.add(row.amount)
        if original:
            self.reversed.add(row.amount)
        self._note(row.row, "new", row.key, original and original.payment)

    def keep(self, row: Prepared, there: Known | None) -> None:
        """Count a payment that stays as it is."""
        self.unchanged.add(row.amount)
        is_own = there is None or there["record_key"] == row.key
        self._note(row.row, "unchanged", row.key, None if is_own else there, row.twin if there is None else None)

    def change(self, row: Prepared, there: Known, line: Callable[[], Line]) -> None:
        """Count a payment that changes, and keep how, if that is shown."""
        self.changed.add(row.amount)
        self._note(row.row, "changed", row.key, there)
        if self.has_room:
            self.lines.append(line())

    def ask(self, alike: Alike) -> None:
        """Keep that a row looks like a payment, if that is shown."""
        self.alike_kinds[alike.likeness] += 1
        if len(self.alike) < LINES_KEPT:
            self.alike.append(alike)

    def wait(self, row: Prepared, likenesses: Likenesses) -> None:
        """Count a row that waits for a word."""
        self.similar.add(row.amount)
        likeness, first = likenesses[0] if likenesses else (Likeness.TWICE, None)
        self._note(row.row, "similar", row.key, first, None if first else row.twin, str(likeness))

    def _note(
        self,
        row: int,
        kind: str,
        key: str = "",
        payment: Known | None = None,
        twin: int | None = None,
        reason: str = "",
    ) -> None:
        """Keep what became of a row, if somebody wants to know."""
        if self.rows is not None:
            self.rows.append(Row(row, kind, key, Resembled.of(payment) if payment else None, twin, reason))

    def as_json(self) -> dict[str, Any]:
        """Return how many rows are of each kind, and what became of each row, in the order of the file."""
        rows = sorted(self.rows or [], key=lambda row: row.row)
        return {
            "new": self.created.count,
            "changed": self.changed.count,
            "unchanged": self.unchanged.count,
            "skipped": self.skipped_count,
            "refused": self.refused,
            "similar": self.similar.count,
            "rows": [row.as_json() for row in rows],
        }

    def fill(self, batch: ImportBatch) -> None:
        """Write the counts into the record of the import, which is not saved here."""
        batch.dialect = self.dialect[:200]
        batch.is_whole = self.is_whole
        batch.created, batch.changed, batch.unchanged = self.created.count, self.changed.count, self.unchanged.count
        batch.skipped, batch.refused, batch.waiting = self.skipped_count, self.refused, self.waiting.count
        batch.total = self.total
