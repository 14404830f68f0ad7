"""What is said of a table beside its rows: on the first sheet of an Excel file, in the metadata of a CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

HRYVNIAS = "UAH"


@dataclass(frozen=True, slots=True)
class About:
    """What a table is, over which period, as of which day, under which number, in which unit, made of what."""

    title: str
    publisher: str = ""
    start: date | None = None
    end: date | None = None
    on: date | None = None
    number: str = ""
    """The number under which it was issued; empty for a working copy."""
    issued_on: date | None = None
    unit: str = HRYVNIAS
    """The code of the currency of its sums (ISO 4217)."""
    source: str = ""
    """What it is made of, in words."""

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield what is known, as papers name it: label and text."""
        said = {
            "Назва": self.title,
            "Видавець": self.publisher,
            "Період": f"{_day(self.start)} – {_day(self.end)}" if self.start and self.end else "",
            "Станом на": _day(self.on),
            "Номер": f"{self.number} від {_day(self.issued_on)}" if self.issued_on else self.number,
            "Одиниця виміру": "грн (UAH)" if self.unit == HRYVNIAS else self.unit,
            "Джерело даних": self.source,
        }
        yield from ((label, text) for label, text in said.items() if text)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
