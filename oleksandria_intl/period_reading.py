"""Reading a date that is typed in one cell: «серпень 2020», «вересень-жовтень 2020 року», «15.08.2020»."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from oleksandria_intl.periods import Period, Precision

STEMS = "січ лют бер кві тра чер лип сер вер жов лис гру".split()
"""By what each month begins, in every case of it."""
DASH = r"\s*[-–—]\s*"
YEAR = r"(\d{4})\s*(?:року|рік|р\.?)?"
MONTH = r"([а-яіїєґ']{4,10})"
DAY = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
LONG_DAY = rf"(\d{{1,2}})\s+{MONTH}\s+{YEAR}"
IN = r"(?:[ув]\s+)?"
SHAPES = (
    (re.compile(rf"{DAY}(?:{DASH}{DAY})?"), "numbers"),
    (re.compile(rf"{LONG_DAY}(?:{DASH}{LONG_DAY})?"), "long"),
    (re.compile(rf"(\d{{1,2}})(?:\s+{MONTH})?{DASH}{LONG_DAY}"), "days"),
    (re.compile(r"(\d{1,2})\.(\d{4})"), "month in numbers"),
    (re.compile(rf"{IN}{MONTH}{DASH}{MONTH}\s+{YEAR}"), "months"),
    (re.compile(rf"{IN}{MONTH}\s+{YEAR}(?:{DASH}{MONTH}\s+{YEAR})?"), "month"),
    (re.compile(r"(?:протягом|упродовж)?\s*(\d{4})(?:\s*[-–—]\s*(\d{4}))?\s*(?:років|роки|року|рік|рр?\.?)?"), "years"),
)


def read_period(text: str) -> Period | None:
    """Return the period that a text says whole; nothing where it says something else, or an impossible day."""
    plain = " ".join((text or "").split()).casefold().replace("’", "'")
    for shape, kind in SHAPES:
        if (found := shape.fullmatch(plain)) and (period := _read(kind, found.groups())):
            return period
    return None


def _read(kind: str, parts: tuple[str, ...]) -> Period | None:
    try:
        return _READERS[kind](parts)
    except (ValueError, StopIteration):
        return None


def _month(word: str) -> int:
    return next(number for number, stem in enumerate(STEMS, 1) if word.startswith(stem))


def _period(start: date, end: date, precision: str) -> Period:
    if end < start:
        raise ValueError("The last day is before the first.")
    return Period(start, end, precision)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _numbers(parts: tuple[str, ...]) -> Period:
    start = date(int(parts[2]), int(parts[1]), int(parts[0]))
    end = date(int(parts[5]), int(parts[4]), int(parts[3])) if parts[3] else start
    return _period(start, end, Precision.DAY)


def _long(parts: tuple[str, ...]) -> Period:
    start = date(int(parts[2]), _month(parts[1]), int(parts[0]))
    end = date(int(parts[5]), _month(parts[4]), int(parts[3])) if parts[3] else start
    return _period(start, end, Precision.DAY)


def _days(parts: tuple[str, ...]) -> Period:
    first, month, last, last_month, year = parts
    start = date(int(year), _month(month or last_month), int(first))
    return _period(start, date(int(year), _month(last_month), int(last)), Precision.DAY)


def _month_in_numbers(parts: tuple[str, ...]) -> Period:
    month, year = int(parts[0]), int(parts[1])
    return _period(date(year, month, 1), _last_day(year, month), Precision.MONTH)


def _months(parts: tuple[str, ...]) -> Period:
    year = int(parts[2])
    return _period(date(year, _month(parts[0]), 1), _last_day(year, _month(parts[1])), Precision.MONTH)


def _one_month(parts: tuple[str, ...]) -> Period:
    first, year, last, last_year = parts
    end = _last_day(int(last_year or year), _month(last or first))
    return _period(date(int(year), _month(first), 1), end, Precision.MONTH)


def _years(parts: tuple[str, ...]) -> Period:
    first, last = int(parts[0]), int(parts[1] or parts[0])
    return _period(date(first, 1, 1), date(last, 12, 31), Precision.YEAR)


_READERS = {
    "numbers": _numbers,
    "long": _long,
    "days": _days,
    "month in numbers": _month_in_numbers,
    "months": _months,
    "month": _one_month,
    "years": _years,
}
