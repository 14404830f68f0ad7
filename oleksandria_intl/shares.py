"""Percentages as every page, paper and data set shows them: «100,0» says all, and nothing but all."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

TENTH = Decimal("0.1")
HUNDRED = Decimal(100)


def percent(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """Return the percentage to one decimal, cut down to a hundred and raised beyond it; None of nothing.

    19 999,99 of 20 000 are 99,9, and 20 000,01 are 100,1.
    """
    if not whole:
        return None
    exact = HUNDRED * (part or 0) / Decimal(whole)
    return exact.quantize(TENTH, ROUND_CEILING if exact > HUNDRED else ROUND_FLOOR)
