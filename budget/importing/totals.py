"""Rows of a table of payments that are no payments: totals of months, balances, heads that stand again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.tables.amounts import Amounts
from oleksandria_intl.tables.cells import Cell, NumberedCells, UnreadableFile, Unusable, Wrong, is_blank, shown
from oleksandria_intl.tables.sources import normal

MOST_NAMED = 20
"""Subtotals that are named one by one; those that differ go first."""

_TOTAL = re.compile(r"(?:всього|усього|разом|підсумок|итого|оборот\w*|total)\b", re.IGNORECASE)
_BALANCE = re.compile(r"(?:(?:вхідн|вихідн|початков|кінцев)\w+ +)?(?:залишок|залишки|сальдо)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:за +)?(?:січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень"
    r"|(?:[1-4IІ]{1,3}V?|перший|другий|третій|четвертий) +квартал)(?: +[0-9]{4})?(?: *(?:р\.?|рік|року))?:?",
    re.IGNORECASE,
)


class _Subtotal(NamedTuple):
    row: int
    label: str
    said: Decimal | None
    """Its sum in hryvnias, if it says one."""
    read: Decimal
    """The sum of the rows above it that it could be of, its own where that agrees."""

    @property
    def differs(self) -> bool:
        return self.said is not None and self.said != self.read


class Totals:
    """The totals of one file: each is compared with the rows above it; the last may be that of the whole file."""

    def __init__(self, heads: Sequence[str]) -> None:
        self._heads = [normal(head) for head in heads]
        self.read = Decimal(0)
        """The sum of the rows so far, in hryvnias."""
        self._starts: set[Decimal] = {Decimal(0)}
        """What had been read where a block of rows began."""
        self._last_start = Decimal(0)
        self._found: list[_Subtotal] = []
        self._pending: NumberedCells | None = None
        self._place = -1
        self.passed: list[str] = []
        """Rows that hold no sum, in words."""

    def add(self, amount: Decimal) -> None:
        """Count a row that is read; the total before it, if there is one, was a subtotal."""
        if self._pending:
            self._settle(self._pending)
            self._pending = None
        self.read += amount

    def take(self, row: NumberedCells, place: int) -> bool:
        """Whether a row that is no payment is a total, a balance or a heading; the amounts stand at ``place``."""
        first = _first(row.cells)
        words = first.strip() if isinstance(first, str) else ""
        if _TOTAL.match(words):
            if self._pending:
                self._settle(self._pending)
            self._pending, self._place = row, place
            return True
        if _BALANCE.match(words) or self._is_heading(row.cells):
            self.passed.append(_("row %(row)d “%(words)s”") % {"row": row.number, "words": shown(first)})
            return True
        return False

    def _is_heading(self, cells: Sequence[Cell]) -> bool:
        """Whether it is a period alone, the head again, or the numbers of the columns under the head."""
        filled = [shown(cell).strip() for cell in cells if not is_blank(cell)]
        if len(filled) == 1:
            return bool(_PERIOD.fullmatch(filled[0]))
        if filled == [str(number) for number in range(1, len(filled) + 1)]:
            return True
        return bool(self._heads) and [normal(shown(cell)) for cell in cells][: len(self._heads)] == self._heads

    def total(self, beside: Cell) -> Decimal | None:
        """Return the file's own total: its last row, or what stands beside the rows; raise ``UnreadableFile``."""
        if self._pending is None:
            return self._amount(beside)
        cell = self._cell(self._pending)
        total = self._amount(cell)
        if total is not None and total != self.read and self._found and self.read - total in self._starts:
            self._settle(self._pending)  # of the last month only
            return None
        return total

    def notices(self) -> Iterator[str]:
        """Yield the sentences about rows that were passed over."""
        named = sorted(self._found, key=lambda each: (not each.differs, each.row))
        for subtotal in named[:MOST_NAMED]:
            yield _sentence(subtotal)
        if (left := len(named) - MOST_NAMED) > 0:
            yield _("Subtotals beside these: %(count)d.") % {"count": left}
        if self.passed:
            words = ", ".join(self.passed[:MOST_NAMED]) + (" …" if len(self.passed) > MOST_NAMED else "")
            yield _("Passed over, for these are no payments: %(rows)s.") % {"rows": words}

    def _settle(self, row: NumberedCells) -> None:
        said: Decimal | None = None
        with suppress(UnreadableFile):
            said = self._amount(self._cell(row))
        agrees = said is not None and self.read - said in self._starts
        read = said if agrees and said is not None else self.read - self._last_start
        self._found.append(_Subtotal(row.number, shown(_first(row.cells)), said, read))
        self._starts.add(self.read)
        self._last_start = self.read

    def _cell(self, row: NumberedCells) -> Cell:
        """Return what stands under the amounts, or else the only other thing that is written in the row."""
        if 0 <= self._place < len(row.cells) and not is_blank(row.cells[self._place]):
            return row.cells[self._place]
        others = [cell for cell in row.cells if not is_blank(cell)][1:]
        return others[0] if len(others) == 1 else None

    def _amount(self, cell: Cell) -> Decimal | None:
        try:
            return Amounts().read(cell.cached if isinstance(cell, Unusable) else cell)
        except Wrong as error:
            message = _("The total of the file, “%(value)s”, cannot be read: %(reason)s")
            raise UnreadableFile(message % {"value": shown(cell), "reason": error}) from None


def _first(cells: Sequence[Cell]) -> Cell:
    return next((cell for cell in cells if not is_blank(cell)), None)


def _sentence(subtotal: _Subtotal) -> str:
    facts: dict[str, object] = {"row": subtotal.row, "label": subtotal.label}
    if subtotal.said is None:
        return _("Row %(row)d, “%(label)s”, is passed over as a subtotal; its sum cannot be read.") % facts
    facts |= {"said": ukrainian.number(subtotal.said, least=2), "read": ukrainian.number(subtotal.read, least=2)}
    if subtotal.differs:
        return (
            _("Row %(row)d, “%(label)s”, says %(said)s UAH, but the rows above it add up to %(read)s UAH; look why.")
            % facts
        )
    return _("Row %(row)d, “%(label)s”, is passed over as a subtotal: %(said)s UAH, as the rows above it.") % facts
