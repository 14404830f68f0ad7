"""The four columns of a period, and what they say together: «серпень 2020» is a month, no invented day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.sheets.to_fill_in import Head
from oleksandria_intl.periods import PERIOD_FIELDS, Precision
from oleksandria_intl.tables.cells import Cell, plain_text
from oleksandria_intl.tables.values import day

from .columns import Choice, Column
from .names import Names

DAY = "dd.mm.yyyy"
MONTH = re.compile(r"(\d\d?)\.(\d{4})|([^\W\d]+)\s+(\d{4})(?:\s*р\w*\.?)?", re.IGNORECASE)
YEAR = re.compile(r"(\d{4})(?:\s*р\w*\.?)?", re.IGNORECASE)


def precisions() -> list[tuple[str, Any]]:
    """Return how well a date may be known."""
    return list(Precision.choices)


@dataclass(frozen=True)
class PeriodDay(Column):
    """The first or the last day of a period; a month or a year may be written, too."""

    width: int = 13
    is_last: bool = False

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), form=DAY)

    def value(self, cell: Cell, names: Names) -> Any:
        text = plain_text(cell) if not isinstance(cell, date) else ""
        if found := part_of_year(text):
            return found
        return day(cell)


@dataclass(frozen=True)
class Span:
    """A month or a year that stands where a day is asked for."""

    first: date
    last: date
    precision: str


def part_of_year(text: str) -> Span | None:
    """Return the month or the year that a text names: «08.2020», «серпень 2020 року», «2020»."""
    if found := YEAR.fullmatch(text.strip()):
        year = int(found[1])
        return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR) if 1991 <= year <= 2100 else None
    if not (found := MONTH.fullmatch(text.strip())):
        return None
    month, year = (int(found[1]), int(found[2])) if found[1] else (_month(found[3]), int(found[4]))
    if not (1 <= month <= 12 and 1991 <= year <= 2100):
        return None
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH)


def _month(word: str) -> int:
    for names in (ukrainian.MONTHS, ukrainian.MONTHS_GENITIVE):
        if word.casefold() in names:
            return names.index(word.casefold()) + 1
    return 0


def settle_period(values: dict[str, Any]) -> None:
    """Make a period of what its four columns say: a month is its first and last day, known to the month."""
    start, end = (values.get(name) for name in PERIOD_FIELDS[:2])
    spans = [each for each in (start, end) if isinstance(each, Span)]
    if isinstance(start, Span) and end is None:
        end = start
    values["period_start"] = start.first if isinstance(start, Span) else start
    values["period_end"] = end.last if isinstance(end, Span) else end
    precision = values.get("period_precision") or (spans[0].precision if spans else "")
    if values["period_start"] and not precision:
        precision = Precision.DAY
    values["period_precision"] = precision
    if values["period_start"] and not values["period_end"] and precision == Precision.DAY:
        values["period_end"] = values["period_start"]


PERIOD = (
    PeriodDay(
        "Початок",
        "period_start",
        "День, а коли день не відомий – місяць чи рік: «15.08.2020», «серпень 2020», «2020». Порожньо, коли "
        "строк лише словами або протягом усієї Програми.",
    ),
    PeriodDay("Кінець", "period_end", "Те саме. Порожньо, коли це той самий день, місяць чи рік.", is_last=True),
    Choice(
        "Дату відомо",
        "period_precision",
        "До дня, до місяця чи до року. Порожньо – портал зрозуміє з того, як написано дату.",
        width=13,
        choices=precisions,
    ),
    Column(
        "Строк словами",
        "period_words",
        "Лише коли документ каже інакше, ніж дати: «за окремим графіком», «протягом року».",
    ),
)
