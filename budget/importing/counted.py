"""Rows that are named to people: hidden in the file, which never come in without a word, and money that came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian

TAKE, SKIP = "take", "skip"
MOST_NAMED = 10
"""Runs of rows that are named; the rest are counted only."""


@dataclass
class CountedRows:
    """Some rows of a file: how many, their sum in hryvnias, their numbers in runs."""

    count: int = 0
    total: Decimal = Decimal(0)
    _runs: list[list[int]] = field(default_factory=list)

    def add(self, row: int, amount: Decimal) -> None:
        """Count a row."""
        self.count += 1
        self.total += amount
        if self._runs and self._runs[-1][1] == row - 1:
            self._runs[-1][1] = row
        elif len(self._runs) <= MOST_NAMED:
            self._runs.append([row, row])

    @property
    def rows(self) -> str:
        """The numbers of the rows: «3, 7-12 …»."""
        shown = [str(first) if first == last else f"{first}-{last}" for first, last in self._runs[:MOST_NAMED]]
        return ", ".join(shown) + (" …" if len(self._runs) > MOST_NAMED else "")

    def facts(self) -> dict[str, object]:
        """Return what a sentence says of the rows."""
        return {"rows": self.rows, "count": self.count, "sum": ukrainian.number(self.total, least=2)}


class Hidden(CountedRows):
    """Rows that people do not see where the file is opened."""

    def notices(self, answer: str) -> Iterator[str]:
        """Yield what became of the rows, if there are any."""
        if not self.count:
            return
        sentence = _("Rows hidden in the file (%(rows)s): %(count)d, %(sum)s UAH; they wait for your answer.")
        if answer == TAKE:
            sentence = _("Rows hidden in the file (%(rows)s): %(count)d, %(sum)s UAH; they are read as the others.")
        elif answer == SKIP:
            sentence = _("Rows hidden in the file (%(rows)s): %(count)d, %(sum)s UAH; they are left out.")
        yield sentence % self.facts()


def receipts(rows: CountedRows) -> Iterator[str]:
    """Yield the sentence about money that came in and was not paid before, if there was any."""
    if rows.count:
        sentence = _("Money that came in and is no return is left out: %(count)d (rows %(rows)s), %(sum)s UAH.")
        yield sentence % rows.facts()
