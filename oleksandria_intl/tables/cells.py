"""What a cell of any file may hold, and how it is shown to people when it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

LONGEST_SHOWN = 60
LONGEST_EXACT = 15
"""Digits that Excel keeps of a number; the rest become zeros."""


class Wrong(ValueError):
    """A value is refused; the text is the reason, for people."""


class UnreadableFile(Exception):
    """The whole file is refused; the text is a sentence for people."""

    def __init__(self, sentence: str, *, dialect: str = "") -> None:
        super().__init__(sentence)
        self.dialect = dialect


class Unusable(NamedTuple):
    """A cell that is no value: a formula, an error of Excel, true or false, an object of JSON."""

    shown: str
    reason: str
    cached: Decimal | None = None
    """What a formula was worth when the file was saved: believed for a total only."""


class NumberFrom1904(Decimal):
    """A number of a workbook that counts days from 1904, as Excel for Mac did."""


Cell = str | int | Decimal | date | Unusable | None


class NumberedCells(NamedTuple):
    """A row as its file's reader hands it on."""

    number: int
    cells: Sequence[Cell]
    is_hidden: bool = False
    """Whether people do not see it where the file is opened."""


def shown(cell: Cell) -> str:
    """Return the cell as a refusal quotes it."""
    if isinstance(cell, Unusable):
        return cell.shown
    text = f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str("" if cell is None else cell)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def is_blank(cell: Cell) -> bool:
    """Say whether nothing is written in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def number_text(number: int | Decimal) -> str:
    """Return a number of Excel or JSON as the text that was meant: «2240.0» is «2240»."""
    if isinstance(number, int):
        return str(number)
    if not -LONGEST_EXACT <= number.adjusted() < LONGEST_EXACT:
        raise Wrong(_("Excel keeps only 15 digits of a number; write the value as text."))
    whole = number.to_integral_value()
    return str(int(whole)) if whole == number else format(number, "f")


def plain_text(cell: Cell) -> str:
    """Return what is written in the cell, without spaces around; nothing is an empty text."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, Unusable):
        raise Wrong(cell.reason)
    if isinstance(cell, date):
        raise Wrong(_("Excel has turned the value into a date; format the cell as text and write it again."))
    return number_text(cell)
