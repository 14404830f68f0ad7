"""The funds of the budget: reports by funds say each sum in total, of the general and of the special fund."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from budget.models import FundingSource
from budget.querysets import Figures

Fund = FundingSource.Fund
ByFund: TypeAlias = "Mapping[str, Figures]"
"""Figures by the value of ``Fund``; empty for sources of which nobody said it."""

GENERAL = (Fund.GENERAL,)
SPECIAL = (Fund.SPECIAL, Fund.DEVELOPMENT)
LOCAL = (*GENERAL, *SPECIAL)


def of(by_fund: ByFund, funds: Iterable[str]) -> Figures:
    """Return the figures of some funds together."""
    return sum((by_fund[fund] for fund in funds if fund in by_fund), Figures())
