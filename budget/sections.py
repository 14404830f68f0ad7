"""What the budget prints in a programme: the cost estimate, and the sums of its passport."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from budget.documents import CostEstimate, estimate_of
from budget.execution import lines_of
from budget.models import FundingSource
from oleksandria_intl import once, ukrainian
from oleksandria_intl.documents.blocks import Blocks, BulletList, Paragraph, plain
from programs import sections
from programs.models import Edition, Section


def total(edition: Edition) -> Blocks:
    """Return the programme's total: «1 250,0 тис. грн»."""
    return (_paragraph(f"{ukrainian.thousands(CostEstimate(edition).total.total)} тис. грн"),)


def total_by_year(edition: Edition) -> Blocks:
    """Return the total and what of it falls on each year."""
    estimate = CostEstimate(edition)
    return *total(edition), _parts((f"{year} рік", estimate.total.of(year=year)) for year in estimate.years)


def total_by_source(edition: Edition) -> Blocks:
    """Return the total and what of it each source gives."""
    estimate = CostEstimate(edition)
    sources = ((source.name_uk, estimate.total.of(source=source.code)) for source in estimate.sources)
    return *total(edition), _parts(sources)


def _parts(parts: Iterable[tuple[str, Decimal | None]]) -> BulletList:
    """Return a list of parts of the total: «2020 рік - 1 250,0 тис. грн»."""
    texts = (f"{name} - {ukrainian.thousands(amount or Decimal(0))} тис. грн" for name, amount in parts)
    return BulletList(tuple((_paragraph(text),) for text in texts))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))


ESTIMATE = "cost_estimate"


def _has_measures(section: Section) -> bool:
    return bool(once.made(lines_of, section.edition))


sections.register_kind(ESTIMATE, _("cost estimate"), estimate_of, _has_measures)
sections.register_figure("total", _("total of the programme"), total, computed_from=ESTIMATE)
sections.register_figure("total_by_year", _("total, by years"), total_by_year, computed_from=ESTIMATE)
sections.register_figure("total_by_source", _("total, by sources"), total_by_source, computed_from=ESTIMATE)
sections.register_sources(lambda: list(FundingSource.objects.values_list("code", "name_uk")))
