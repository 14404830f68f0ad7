"""Codes of the budget classification and the currency, as files of payments write them."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import Cell, Wrong, plain_text
from oleksandria_intl.tables.values import WHOLE_NUMBER, without_label

HRYVNIA = {"", "UAH", "980", "ГРН", "ГРН.", "₴"}


def program_code(cell: Cell) -> str:
    """Return a КПКВКМБ of seven digits, or nothing; Excel cuts its leading zero."""
    return _program_code(plain_text(cell))


def economic_code(cell: Cell) -> str:
    """Return a КЕКВ of four digits, or nothing."""
    return _economic_code(plain_text(cell))


@lru_cache(maxsize=4096)
def _program_code(text: str) -> str:
    code = _digits(text)
    if code and len(code) not in (6, 7):
        raise Wrong(_("A КПКВКМБ has seven digits: “0210180”."))
    return code.zfill(7) if code else ""


@lru_cache(maxsize=4096)
def _economic_code(text: str) -> str:
    code = _digits(text)
    if code and len(code) != 4:
        raise Wrong(_("A КЕКВ has four digits: “2240”."))
    return code


def _digits(text: str) -> str:
    """Return the digits of a code; zeros alone say that there is none."""
    code = without_label(text)
    whole = WHOLE_NUMBER.fullmatch(code)
    if code and not whole:
        raise Wrong(_("A code of the budget classification is of digits only."))
    return whole[1] if whole and whole[1].strip("0") else ""


def hryvnia(cell: Cell) -> str:
    """Return nothing: every other currency is refused."""
    if plain_text(cell).upper() not in HRYVNIA:
        raise Wrong(_("Only payments in hryvnias (UAH, 980) are accepted."))
    return ""
