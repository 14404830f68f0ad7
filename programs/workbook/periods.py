"""The four columns of a period, and what they say together: «серпень 2020» is a month, no invented day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oleksandria_intl.documents.sheets.to_fill_in import Head
from oleksandria_intl.period_reading import read_period
from oleksandria_intl.periods import PERIOD_FIELDS, Period, Precision
from oleksandria_intl.tables.cells import Cell, plain_text
from oleksandria_intl.tables.values import day

from .columns import Choice, Column
from .names import Names

DAY = "dd.mm.yyyy"


def precisions() -> list[tuple[str, Any]]:
    """Return how well a date may be known."""
    return list(Precision.choices)


@dataclass(frozen=True)
class PeriodDay(Column):
    """The first or the last day of a period; a month or a year may be written, too."""

    width: int = 13

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), form=DAY)

    def value(self, cell: Cell, names: Names) -> Any:
        text = plain_text(cell) if not isinstance(cell, date) else ""
        if found := part_of_year(text):
            return found
        return day(cell)


def part_of_year(text: str) -> Period | None:
    """Return the months or the years that a text names: «08.2020», «серпень 2020 року», «2020»; nothing for a day."""
    period = read_period(text)
    if period is None or period.precision == Precision.DAY or period.start.year not in range(1991, 2101):
        return None
    return period


def settle_period(values: dict[str, Any]) -> None:
    """Make a period of what its four columns say: a month is its first and last day, known to the month."""
    start, end = (values.get(name) for name in PERIOD_FIELDS[:2])
    spans = [each for each in (start, end) if isinstance(each, Period)]
    if isinstance(start, Period) and end is None:
        end = start
    values["period_start"] = start.start if isinstance(start, Period) else start
    values["period_end"] = end.end if isinstance(end, Period) else end
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
    PeriodDay("Кінець", "period_end", "Те саме. Порожньо, коли це той самий день, місяць чи рік."),
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
