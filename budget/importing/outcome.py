"""What becomes of a file of payments: counts and sums, what changes, what is refused and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.models import ImportBatch
from oleksandria_intl.tables import outcome as tables
from oleksandria_intl.tables.outcome import Line

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
    total: Decimal = Decimal(0)
    """The sum of what was read, in hryvnias."""
    own_total: Decimal | None = None
    """What the file itself says that it is."""
    questions: Questions = field(default_factory=Questions)
    """What waits for a word: values that are in no table, hidden rows."""
    problem: str = ""
    """Why the whole file is refused, if it is: a sentence."""

    @property
    def is_accepted(self) -> bool:
        """Whether the file may be written as it was asked for."""
        return not self.problem and not (self.is_whole and self.refused)

    @property
    def is_written(self) -> bool:
        """Whether anything came into the register."""
        return self.is_accepted and not self.is_dry

    @property
    def row_count(self) -> int:
        """How many payments the file holds."""
        return self.created.count + self.changed.count + self.unchanged.count + self.skipped_count + self.refused

    @property
    def skipped_count(self) -> int:
        """How many rows are none of the programme's."""
        return sum(tally.count for tally in self.skipped.values())

    def skip(self, reason: Skip, amount: Decimal) -> None:
        """Count a row that is left out."""
        self.skipped.setdefault(reason, Tally()).add(amount)

    def change(self, amount: Decimal, line: Callable[[], Line]) -> None:
        """Count a payment that changes, and keep how, if that is shown."""
        self.changed.add(amount)
        if self.has_room:
            self.lines.append(line())

    def fill(self, batch: ImportBatch) -> None:
        """Write the counts into the record of the import, which is not saved here."""
        batch.dialect = self.dialect[:200]
        batch.is_whole = self.is_whole
        batch.created, batch.changed, batch.unchanged = self.created.count, self.changed.count, self.unchanged.count
        batch.skipped, batch.refused, batch.waiting = self.skipped_count, self.refused, self.waiting.count
        batch.total = self.total
