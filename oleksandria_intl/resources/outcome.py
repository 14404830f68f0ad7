"""What becomes of a file of rows: those that come in or change, and what tells one outcome from another."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from oleksandria_intl.tables import outcome as tables
from oleksandria_intl.tables.outcome import Line


@dataclass
class Outcome(tables.Outcome):
    """What became of a file, or what would."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    is_written: bool = False
    is_overtaken: bool = False
    """Whether the rows changed since the outcome that somebody agreed to was shown."""
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
    def digest(self) -> str:
        """A digest that no other outcome has."""
        return self._digest.hex()

    def take(self, line: Line, says: str) -> None:
        """Count a row that comes in or changes; ``says`` is all of its values."""
        self.created += line.is_new
        self.changed += not line.is_new
        if self.has_room:
            self.lines.append(line)
        self._digest = sha256(self._digest + f"{line.row} {line.is_new} {says}".encode()).digest()
