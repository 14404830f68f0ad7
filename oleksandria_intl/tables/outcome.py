"""What becomes of a file that comes in: what is refused and why, what changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

REFUSALS_KEPT = 1000
LINES_KEPT = 200
"""The most changed rows that are shown; the rest is counted."""


class ImportRefused(ValueError):
    """Nothing was brought in; the text is a sentence for people."""


class Refusal(NamedTuple):
    """A cell, or a row, that was not taken, and why."""

    row: int
    column: str
    value: str
    reason: str


class Change(NamedTuple):
    """What a cell of the file changes."""

    column: str
    was: str
    becomes: str


class Line(NamedTuple):
    """A row of the file that makes a new row, or changes one."""

    row: int
    key: str
    is_new: bool
    changes: list[Change]


@dataclass
class Outcome:
    """What became of a file, or what would; each import adds what it counts."""

    refused: int = 0
    """Rows; each may have several refusals."""
    refusals: list[Refusal] = field(default_factory=list)
    """The first thousand of them."""
    lines: list[Line] = field(default_factory=list)
    """The first two hundred rows that change something."""
    notices: list[str] = field(default_factory=list)
    """Sentences about what is no row of the table, or is not seen in the file."""
    _last_refused: int = -1

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Keep why rows are refused; refusals of one row come one after another."""
        for refusal in refusals:
            self.refused += refusal.row != self._last_refused
            self._last_refused = refusal.row
            if len(self.refusals) < REFUSALS_KEPT:
                self.refusals.append(refusal)

    @property
    def has_room(self) -> bool:
        """Whether one more row that changes is shown."""
        return len(self.lines) < LINES_KEPT
