"""How wide the columns of a spreadsheet are, and how many lines a text takes in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oleksandria_intl.documents.blocks import Column
from oleksandria_intl.documents.grid import Slot

WHOLE = 150.0
"""How many digits stand side by side on a landscape A4 page."""
NARROWEST = 4.0
SPARE = 3.0
"""What a number needs beside its digits: the sides of its cell, and bold type."""
SIDES = 1.0
LETTER, CAPITAL = 0.78, 1.05
"""The widths of an average bold Ukrainian letter, in digits: better a row too high than a line cut off."""


class Widths:
    """The widths of a sheet's columns, in digits; at least one, for a sheet of lines alone."""

    def __init__(self, columns: Sequence[Column]) -> None:
        whole = sum(column.width for column in columns) or 1
        self._widths = [max(NARROWEST, WHOLE * column.width / whole) for column in columns] or [WHOLE]

    def __iter__(self) -> Iterator[float]:
        return iter(self._widths)

    def __len__(self) -> int:
        return len(self._widths)

    def of(self, column: int, span: int) -> float:
        """Return the width of a column and those to its right."""
        return sum(self._widths[column : column + span])

    def widen(self, slot: Slot, printed: str) -> None:
        """Make a column wide enough for a number: one that does not fit is shown as ####."""
        if slot.span == 1:
            self._widths[slot.column] = max(self._widths[slot.column], len(printed) + SPARE)


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes, broken between words where they do not fit."""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: float) -> int:
    letter = CAPITAL if line.isupper() else LETTER
    most = max(1, int((width - SIDES) / letter))
    if len(line) <= most:
        return 1
    lines, filled = 1, 0
    for word in map(len, line.split(" ")):
        if filled and filled + word > most:
            lines, filled = lines + 1, 0
        lines += max(0, word - 1) // most
        filled += word % most + 1
    return lines
