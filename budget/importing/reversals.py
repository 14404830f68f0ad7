"""Rows that take a payment back: returned, cancelled, reversed, by the source's own columns and words."""

from __future__ import annotations

import re
from collections.abc import Container
from contextlib import suppress
from datetime import date

from .dialects import STATUSES, Values

BACK = "-back"
"""How the key of a row ends that takes back a payment in whose own row the source says so."""

_STATUS = re.compile(r"(?<!не )(?:поверн|скасов|скасув|анульов|анулюв|сторн|reversed|reversal|cancel|refund)", re.I)
_ANYWHERE = re.compile(r"\b(?:сторно|сторновано|скасовано|анульовано)\b", re.I)
_FIRST = re.compile(r"(?:^|[;*(\[])\W*(?:повернен|скасуван|скасован|анулюван|анульован|сторнуван)\w*", re.I)
_DOCUMENT = re.compile(r"(?:№|\bN|п/д|док\w*\.?|дор\w*\.?)\s*№?\s*([0-9][\w/-]*)", re.I)

_DAY = re.compile(r"\b([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\b")


def is_reversal(values: Values) -> bool:
    """Whether the row says that money came back, or never left: in a column of states, or in the purpose.

    «Повернення» counts only where the purpose, or a part of it, begins with it: «послуги, повернення тари» is paid.
    """
    purpose = values.get("purpose") or ""
    if _ANYWHERE.search(purpose) or _FIRST.search(purpose):
        return True
    return any(_STATUS.search(words) for name in STATUSES if (words := values.get(name)))


def turn(values: Values, payers: Container[str]) -> None:
    """Make the sum negative, and where the payee paid back to the spending unit, name the two as in the payment."""
    values["amount"] = -abs(values["amount"])
    if values.get("payee_code") in payers and values.get("payer_code") not in payers:
        for one, other in (("payer_code", "payee_code"), ("payer_name", "payee_name")):
            values[one], values[other] = values.get(other, ""), values.get(one, "")


def documents_named(purpose: str) -> list[str]:
    """Return the numbers of documents that a purpose names: «повернення за п/д № 12»."""
    return _DOCUMENT.findall(purpose)


def days_named(purpose: str) -> set[date]:
    """Return the days that a purpose names: «від 16.03.2020»."""
    days = set()
    for day, month, year in _DAY.findall(purpose):
        with suppress(ValueError):
            days.add(date(int(year), int(month), int(day)))
    return days
