"""What the budget prints in a programme: the cost estimate, and the sums of its passport."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from budget.documents import CostEstimate, estimate_of
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Blocks, BulletList, Paragraph, plain
from programs import sections
from programs.models import Edition


def total(edition: Edition) -> Blocks:
    """Return the programme's total: «1 250,0 тис. грн»."""
    return (_paragraph(f"{ukrainian.thousands(CostEstimate(edition).total.total)} тис. грн"),)


def total_by_year(edition: Edition) -> Blocks:
    """Return the total and what of it falls on each year."""
    estimate = CostEstimate(edition)
    years = [
        f"{year} рік - {ukrainian.thousands(estimate.total.of(year=year) or Decimal(0))} тис. грн"
        for year in estimate.years
    ]
    return *total(edition), _list(years)


def total_by_source(edition: Edition) -> Blocks:
    """Return the total and what of it each source gives."""
    estimate = CostEstimate(edition)
    sources = [
        f"{source.name_uk} - {ukrainian.thousands(estimate.total.of(source=source.code) or Decimal(0))} тис. грн"
        for source in estimate.sources
    ]
    return *total(edition), _list(sources)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))


def _list(texts: list[str]) -> BulletList:
    return BulletList(tuple((_paragraph(text),) for text in texts))


sections.register_kind("cost_estimate", _("cost estimate"), estimate_of)
sections.register_figure("total", _("total of the programme"), total)
sections.register_figure("total_by_year", _("total, by years"), total_by_year)
sections.register_figure("total_by_source", _("total, by sources"), total_by_source)
