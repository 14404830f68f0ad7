"""What must agree in a programme's money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from budget.documents import CostEstimate
from budget.execution import lines_of
from oleksandria_intl import once, ukrainian
from oleksandria_intl.checks import Finding, error, register, warning
from programs import sections
from programs.models import AgreedTotal, Edition


@register
def agreed_totals(edition: Edition) -> Iterator[Finding]:
    """The measures of every year add up to the total that was agreed for it."""
    total = once.made(CostEstimate, edition).total
    agreed = list(AgreedTotal.objects.filter(edition=edition))
    for year in edition.years:
        of_year = [row for row in agreed if row.year == year]
        if not of_year:
            yield warning(_("No total is agreed for %(year)s.") % {"year": year}, edition)
        for row in of_year:
            planned = total.of(year=year, source=row.source or None) or Decimal(0)
            if row.amount != planned:
                yield error(_other_total(row, planned), edition)


def _other_total(agreed: AgreedTotal, planned: Decimal) -> str:
    """Say that the measures of a year, or their money of one source, add up to another sum than was agreed."""
    figures = {
        "year": agreed.year,
        "source": dict(sections.source_choices()).get(agreed.source, agreed.source),
        "planned": ukrainian.thousands(planned),
        "agreed": ukrainian.thousands(agreed.amount),
        "difference": ukrainian.thousands(planned - agreed.amount),
    }
    if agreed.source:
        sentence = _(
            "The money of %(year)s from “%(source)s” adds up to %(planned)s thousand UAH, but the agreed total is "
            "%(agreed)s: the difference is %(difference)s."
        )
    else:
        sentence = _(
            "The measures of %(year)s add up to %(planned)s thousand UAH, but the agreed total is %(agreed)s: "
            "the difference is %(difference)s."
        )
    return sentence % figures


@register
def money_within_years(edition: Edition) -> Iterator[Finding]:
    """Money is planned for the programme's own years."""
    years = {year for year, _source in once.made(CostEstimate, edition).total.amounts}
    for year in sorted(years - set(edition.years)):
        yield error(
            _("Money is planned for %(year)s, which is not a year of the programme.") % {"year": year},
            edition,
        )


@register
def measures(edition: Edition) -> Iterator[Finding]:
    """Every measure has somebody who answers for it, and lies within the programme's years."""
    for measure in once.made(lines_of, edition):
        if not measure.responsible.all():
            yield warning(_("Nobody is responsible for the measure “%(measure)s”.") % {"measure": measure}, measure)
        if measure.period and not measure.period.within(edition.years):
            yield warning(
                _("The measure “%(measure)s” lasts beyond the years of the programme.") % {"measure": measure},
                measure,
            )
