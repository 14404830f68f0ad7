"""What becomes of a file that is imported: counts, what changes, what is refused and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

KEPT = 200
"""So many rows that change, and so many refusals, are shown; the rest is counted."""


class FileRefused(Exception):
    """The whole file is refused; the text is a sentence for people."""


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
    """What became of a file, or what would."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    """Rows; each may have several refusals."""
    refusals: list[Refusal] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    is_written: bool = False
    is_overtaken: bool = False
    """Whether the rows changed since the outcome that somebody agreed to was shown."""
    _last_refused: int = -1
    _digest: bytes = b""

    @property
    def effective(self) -> int:
        """How many rows come in or change."""
        return self.created + self.changed

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self.effective + self.unchanged + self.refused

    @property
    def lines_left_out(self) -> int:
        """How many rows that change are not shown."""
        return self.effective - len(self.lines)

    @property
    def is_all_told(self) -> bool:
        """Whether every refused row is shown."""
        return len({refusal.row for refusal in self.refusals}) == self.refused

    @property
    def digest(self) -> str:
        """What tells this outcome from any other."""
        return self._digest.hex()

    def refuse(self, refusal: Refusal) -> None:
        """Keep why a row is refused; refusals of one row come one after another."""
        self.refused += refusal.row != self._last_refused
        self._last_refused = refusal.row
        if len(self.refusals) < KEPT:
            self.refusals.append(refusal)

    @property
    def has_room(self) -> bool:
        """Whether one more row that changes is shown."""
        return len(self.lines) < KEPT

    def take(self, line: Line, says: str) -> None:
        """Count a row that comes in or changes; ``says`` is all of its values."""
        self.created += line.is_new
        self.changed += not line.is_new
        if self.has_room:
            self.lines.append(line)
        self._digest = sha256(self._digest + f"{line.row} {line.is_new} {says}".encode()).digest()
