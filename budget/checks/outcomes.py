"""What must agree in the outcomes of a programme: indicators with their measures, facts with their plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from budget.models import MeasureLine
from oleksandria_intl import once
from oleksandria_intl.checks import Finding, error, register, warning
from programs.models import Edition
from programs.outcomes import indicators_of, outcomes_of


@register
def indicators_have_their_measures(edition: Edition) -> Iterator[Finding]:
    """The measure that an indicator names by its code stands in the edition."""
    named = [row for row in once.made(indicators_of, edition) if row.measure_code]
    codes = set(MeasureLine.objects.of_edition(edition).values_list("code", flat=True)) if named else set()
    for row in named:
        if row.measure_code not in codes:
            sentence = _("The indicator “%(name)s” is of the measure %(code)s, which the edition lacks.")
            yield error(sentence % {"name": row.name_uk, "code": row.measure_code}, row, "measure_code")


@register
def deviations_of_outcomes_have_reasons(edition: Edition) -> Iterator[Finding]:
    """An indicator that a whole year did not bring to its plan has a reason why."""
    for group in outcomes_of(edition, date(edition.year_from, 1, 1), date(edition.year_to, 12, 31)):
        for row in group.rows:
            if row.lacks_reason:
                sentence = _("“%(name)s” was not as planned in %(year)d, and no reason is given.")
                yield warning(sentence % {"name": row.indicator.name_uk, "year": row.year}, row.stated, "reason")
