"""Which rows of a sheet were written under which key, and what their numbers add up to.

Rows are remembered as packed numbers: a hundred thousand of them take a few megabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

ALL = "*"
MILLION = 10**6
"""Numbers are added up in millionths, exactly."""
NO_ENTRY = -1
NO_NUMBER = -(2**63)


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a sheet one under another, from the first to the last, counted from 0."""

    first: int
    last: int


class Ledger:
    """The keyed rows of a sheet, in the order in which they were written."""

    def __init__(self) -> None:
        self._rows = array("q")
        self._totals = array("b")
        self._entry_before = array("q")
        """The entry before each under the same key: rows that share a key are a chain."""
        self._last: dict[str, int] = {}
        self._numbers: dict[int, array[int]] = {}

    def enter(self, key: str, row: int, numbers: Mapping[int, Decimal | int], *, total: bool) -> None:
        """Remember a row under its key, with its number in each column."""
        entry = len(self._rows)
        self._rows.append(row)
        self._totals.append(total)
        self._entry_before.append(self._last.get(key, NO_ENTRY))
        self._last[key] = entry
        for column in numbers.keys() - self._numbers.keys():
            self._numbers[column] = array("q", [NO_NUMBER]) * entry
        for column, packed in self._numbers.items():
            packed.append(int(numbers[column] * MILLION) if column in numbers else NO_NUMBER)

    def entries(self, keys: Sequence[str]) -> Sequence[int]:
        """Return the entries under these keys from the top down, each once; "*" leaves totals out.

        Raises ValueError for a key that no row above has.
        """
        if ALL in keys:
            return [entry for entry, total in enumerate(self._totals) if not total]
        if unknown := [key for key in keys if key not in self._last]:
            raise ValueError(f"A total names rows that do not stand above it: {', '.join(unknown)}.")
        return sorted({entry for key in keys for entry in self._chain(key)})

    def runs(self, entries: Sequence[int]) -> list[Run]:
        """Return the rows of the entries, those one under another as one run."""
        runs: list[Run] = []
        for entry in entries:
            row = self._rows[entry]
            if runs and runs[-1].last == row - 1:
                runs[-1] = Run(runs[-1].first, row)
            else:
                runs.append(Run(row, row))
        return runs

    def numbers(self, entries: Sequence[int], column: int) -> Iterator[int]:
        """Yield what the entries have in a column, in millionths; nothing for a cell without a number."""
        packed = self._numbers.get(column)
        if packed is not None:
            yield from (packed[entry] for entry in entries if packed[entry] != NO_NUMBER)

    def _chain(self, key: str) -> Iterator[int]:
        entry = self._last[key]
        while entry != NO_ENTRY:
            yield entry
            entry = self._entry_before[entry]
