"""Amounts and percentages in the digits of the page's language: «1 250,50» and «97,5 %», "1,250.50" and "97.5%"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from oleksandria_intl import ukrainian
from oleksandria_intl.localized import in_english

ENGLISH_MARKS = str.maketrans({",": ".", ukrainian.NBSP: ","})


def thousands(hryvnias: Decimal) -> str:
    """Return hryvnias in thousands, exact to the kopiyka."""
    return _in_its_language(ukrainian.thousands(hryvnias))


def tenths(hryvnias: Decimal) -> str:
    """Return hryvnias in thousands to one decimal, half up: for a glance; what would be nothing then is exact."""
    return thousands(hryvnias.quantize(Decimal("1E2"), ROUND_HALF_UP) or hryvnias)


def amount(hryvnias: Decimal) -> str:
    """Return hryvnias with kopiykas."""
    return _in_its_language(ukrainian.number(hryvnias, least=2))


def exactly(value: Decimal | int) -> str:
    """Return a number that is no money, with the decimals that it has."""
    return _in_its_language(ukrainian.number(Decimal(value)))


def percent(value: Decimal) -> str:
    """Return a percentage with one decimal at least."""
    sign = "%" if in_english() else f"{ukrainian.NBSP}%"
    return _in_its_language(ukrainian.number(value, least=1)) + sign


def _in_its_language(text: str) -> str:
    return text.translate(ENGLISH_MARKS) if in_english() else text
