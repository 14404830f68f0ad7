"""What must agree in a programme's money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from budget.documents import CostEstimate
from budget.models import MeasureLine
from oleksandria_intl import ukrainian
from oleksandria_intl.checks import Finding, error, register, warning
from programs.models import AgreedTotal, Edition


@register
def agreed_totals(edition: Edition) -> Iterator[Finding]:
    """The measures of every year add up to the total that was agreed for it."""
    total = CostEstimate(edition).total
    agreed = {row.year: row.amount for row in AgreedTotal.objects.filter(edition=edition)}
    for year in edition.years:
        planned = total.of(year=year) or Decimal(0)
        if year not in agreed:
            yield warning(_("No total is agreed for %(year)s.") % {"year": year}, edition)
        elif agreed[year] != planned:
            figures = {
                "year": year,
                "planned": ukrainian.thousands(planned),
                "agreed": ukrainian.thousands(agreed[year]),
                "difference": ukrainian.thousands(planned - agreed[year]),
            }
            sentence = _(
                "The measures of %(year)s add up to %(planned)s thousand UAH, but the agreed total is %(agreed)s: "
                "the difference is %(difference)s."
            )
            yield error(sentence % figures, edition)


@register
def money_within_years(edition: Edition) -> Iterator[Finding]:
    """Money is planned for the programme's own years."""
    years = {year for year, _source in CostEstimate(edition).total.amounts}
    for year in sorted(years - set(edition.years)):
        yield error(
            _("Money is planned for %(year)s, which is not a year of the programme.") % {"year": year},
            edition,
        )


@register
def measures(edition: Edition) -> Iterator[Finding]:
    """Every measure has somebody who answers for it, and lies within the programme's years."""
    for measure in MeasureLine.objects.of_edition(edition).with_responsible():
        if not measure.responsible.all():
            yield warning(_("Nobody is responsible for the measure “%(measure)s”.") % {"measure": measure}, measure)
        if measure.period and not measure.period.within(edition.years):
            yield warning(
                _("The measure “%(measure)s” lasts beyond the years of the programme.") % {"measure": measure},
                measure,
            )
