"""Codes of the budget classification and the currency, as files of payments write them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl.tables.cells import Cell, Wrong, plain_text
from oleksandria_intl.tables.values import WHOLE_NUMBER, without_label

HRYVNIA = {"", "UAH", "980", "ГРН", "ГРН.", "₴"}


def _reader(lengths: tuple[int, ...], refusal: Any) -> Callable[[Cell], str]:
    """Return a reader of codes of so many digits, the last number being the right one; no code is an empty text."""

    @lru_cache(maxsize=4096)
    def code_of(text: str) -> str:
        code = _digits(text)
        if code and len(code) not in lengths:
            raise Wrong(str(refusal))
        return code.zfill(lengths[-1]) if code else ""

    return lambda cell: code_of(plain_text(cell))


def _digits(text: str) -> str:
    """Return the digits of a code; zeros alone say that there is none."""
    code = without_label(text)
    whole = WHOLE_NUMBER.fullmatch(code)
    if code and not whole:
        raise Wrong(_("A code of the budget classification is of digits only."))
    return whole[1] if whole and whole[1].strip("0") else ""


program_code = _reader((6, 7), gettext_lazy("A КПКВКМБ has seven digits: “0210180”."))
"""Excel cuts its leading zero."""
economic_code = _reader((4,), gettext_lazy("A КЕКВ has four digits: “2240”."))


def hryvnia(cell: Cell) -> str:
    """Return nothing: every other currency is refused."""
    if plain_text(cell).upper() not in HRYVNIA:
        raise Wrong(_("Only payments in hryvnias (UAH, 980) are accepted."))
    return ""
