"""Dates, codes and texts: each reader takes a cell and returns the value, or raises ``Wrong``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .cells import Cell, NumberFrom1904, Unusable, Wrong, plain_text

EARLIEST, LATEST = 1991, 2100
LABEL = " — "
"""Stands between a code and its name in the template's drop-down lists."""

_ISO = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")
_SHORT_YEAR = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})")
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}")
_WORD_OF_YEAR = re.compile(r"\s*(?:р\.?|рік|року)$", re.IGNORECASE)
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_FIRST_SERIAL, _LAST_SERIAL = 33_239, 73_415
"""1 January 1991 and 31 December 2100 as Excel numbers days."""
_DAY_ZERO, _SINCE_1904 = date(1899, 12, 30), 1462
_KYIV = ZoneInfo("Europe/Kyiv")

_SUSPICIOUS = frozenset("=+-@'＝＋－＠")
_FORMULA = re.compile(r"=|[+\-@](?:[A-Za-z(]|\w+[ ]*[(|!])")
_ESCAPED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_INTEGER = re.compile(r"-?[0-9]{1,9}(?:\.0+)?")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
WHOLE_NUMBER = re.compile(r"([0-9]+)(?:\.0+)?")


def day(cell: Cell) -> date | None:
    """Return the day, nothing for an empty cell; Excel's number of a day is a day whose format was lost."""
    if isinstance(cell, str):
        return _day_of_text(cell.strip())
    if isinstance(cell, date):
        return _believable(cell)
    if cell is None:
        return None
    if isinstance(cell, Unusable):
        raise Wrong(cell.reason)
    return _serial_day(Decimal(cell) + (_SINCE_1904 if isinstance(cell, NumberFrom1904) else 0))


@lru_cache(maxsize=4096)
def _day_of_text(text: str) -> date | None:
    if not text:
        return None
    if found := _DOTTED.fullmatch(text):
        return _day(*(int(part) for part in reversed(found.groups())))
    if found := _ISO.fullmatch(text):
        return _iso_day(text, found[1])
    if (bare := _WORD_OF_YEAR.sub("", text)) != text:
        return _day_of_text(bare)
    if found := _SHORT_YEAR.fullmatch(text):
        number, month, year = map(int, found.groups())
        return _day(year + (1900 if year >= EARLIEST % 100 else 2000), month, number)
    if _SERIAL.fullmatch(text):
        return _serial_day(Decimal(text.replace(",", ".")))
    if _TWO_DIGIT_YEAR.fullmatch(text):
        raise Wrong(_("Write the year with four digits: dd.mm.yyyy."))
    raise Wrong(_("This is not a date; write dd.mm.yyyy or yyyy-mm-dd."))


def _serial_day(number: Decimal) -> date:
    if not _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        raise Wrong(_("A number is not a date; format the cell as a date, or write dd.mm.yyyy."))
    return _DAY_ZERO + timedelta(days=int(number))


def _iso_day(text: str, zone: str | None) -> date:
    """Return the day in Kyiv: midnight there is the evening before in «2020-03-30T21:00:00Z»."""
    found = _day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if not zone:
        return found
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise Wrong(_("The time beside the date does not exist."))
    return moment.astimezone(_KYIV).date()


def _day(year: int, month: int, number: int) -> date:
    try:
        return _believable(date(year, month, number))
    except ValueError as error:
        if isinstance(error, Wrong):
            raise
        raise Wrong(_("There is no such day in the calendar.")) from None


def _believable(found: date) -> date:
    if not EARLIEST <= found.year <= LATEST:
        raise Wrong(_("The year must be from %(first)d to %(last)d.") % {"first": EARLIEST, "last": LATEST})
    return found


def text_reader(longest: int) -> Callable[[Cell], str]:
    """Return a reader of texts that fit into ``longest`` characters and cannot become formulas."""

    def text(cell: Cell) -> str:
        found = cell.strip() if type(cell) is str else plain_text(cell)
        if found[:1] in _SUSPICIOUS:
            found = _harmless(found)
        if not found.isprintable():
            found = _kept(found)
        if len(found) > longest:
            raise Wrong(_("The text is longer than %(most)d characters.") % {"most": longest})
        return found

    return text


def escaped(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; ``text_reader`` undoes it.

    An apostrophe is put before = + - @ and what looks like them, and before apostrophes that such a sign follows.
    """
    return f"'{text}" if _ESCAPED.match(f"'{text}") else text


def _harmless(text: str) -> str:
    if _ESCAPED.match(text):
        return text[1:]
    if _FORMULA.match(text):
        raise Wrong(_("The text looks like a formula; put an apostrophe before it if it is not."))
    return text


def _kept(text: str) -> str:
    if _UNKEPT.search(text):
        raise Wrong(_("The text holds a control character; delete it."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def register_code(cell: Cell) -> str:
    """Return an ЄДРПОУ of eight digits or another code as it is, or nothing; Excel cuts leading zeros."""
    return _register_code(plain_text(cell))


def label_code(cell: Cell) -> str:
    """Return the code of «code — name», or the text as it is where it is no such label."""
    return _text_of_label(plain_text(cell).partition(LABEL)[0].rstrip())


def word(cell: Cell) -> str:
    """Return a word; true and false of Excel too."""
    if isinstance(cell, Unusable) and cell.shown in ("TRUE", "FALSE"):
        return cell.shown
    return plain_text(cell)


def whole_number(cell: Cell) -> int | None:
    """Return a whole number, nothing for an empty cell."""
    text = plain_text(cell).removeprefix("'")
    if not text:
        return None
    if not _INTEGER.fullmatch(text):
        raise Wrong(_("This is not a whole number."))
    return int(text.partition(".")[0])


def decimal_reader(places: int) -> Callable[[Cell], Decimal | None]:
    """Return a reader of numbers that are no amounts: of coordinates; Excel's are rounded to ``places`` digits."""

    def number(cell: Cell) -> Decimal | None:
        if isinstance(cell, Decimal):
            return round(cell, places)
        text = plain_text(cell).removeprefix("'").replace(",", ".").replace("−", "-")
        if text and not _DECIMAL.fullmatch(text):
            raise Wrong(_("This is not a number."))
        return Decimal(text) if text else None

    return number


@lru_cache(maxsize=16384)
def _register_code(text: str) -> str:
    code = without_label(text)
    whole = WHOLE_NUMBER.fullmatch(code)
    if not whole:
        return _text_of_code(code)
    digits = whole[1] if whole[1].strip("0") else ""
    return _text_of_code(digits.zfill(8) if 5 <= len(digits) <= 7 else digits)


def without_label(text: str) -> str:
    """Return the code of «code — name», without the apostrophe that makes it text."""
    return text.partition(LABEL)[0].strip().removeprefix("'")


_text_of_code = text_reader(20)
_text_of_label = text_reader(200)
