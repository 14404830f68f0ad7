"""What must agree between what is committed and what is granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from budget.checks.spending import MOST_FINDINGS, committed_years, of_money, years_of_money
from budget.execution import Execution
from budget.models import Commitment
from budget.overruns import Overrun, overruns
from budget.querysets import Span
from oleksandria_intl import clock, once, ukrainian
from oleksandria_intl.checks import Finding, warning
from programs.models import Edition


@of_money
def promised_within_grants(edition: Edition) -> Iterator[Finding]:
    """In no year is more committed than is granted, by measure, source and codes; not after a cut either."""
    for year in once.made(years_of_money, edition):
        end = date(year, 12, 31)
        for each in overruns(once.made(Execution, edition, Span.to(end, on=max(end, clock.today())))):
            yield warning(_sentence(each, year), each.cut or each.measure)


def _sentence(overrun: Overrun, year: int) -> str:
    """Say that more is committed than is granted, since when if a change of the budget took money back."""
    figures = overrun.figures
    words = {
        "measure": overrun.measure,
        "year": year,
        "place": overrun.place,
        "granted": ukrainian.hryvnias(figures.granted or Decimal(0)),
        "promised": ukrainian.hryvnias(figures.promised or Decimal(0)),
        "unpromised": ukrainian.hryvnias(figures.unpromised or Decimal(0)),
        "over": ukrainian.hryvnias(-figures.free),
    }
    if overrun.cut is None:
        return (
            _(
                "“%(measure)s”, %(year)s, %(place)s: %(promised)s committed and %(unpromised)s paid without a "
                "commitment, %(granted)s granted: %(over)s too much, and no reason is written for all of it."
            )
            % words
        )
    decision = overrun.cut.decision
    return _(
        "“%(measure)s”, %(year)s, %(place)s: the decision of %(day)s № %(number)s cut the money below what is "
        "committed: %(granted)s granted, %(promised)s committed and %(unpromised)s paid without a commitment, "
        "%(over)s too much."
    ) % {**words, "day": f"{decision.period_start:%d.%m.%Y}", "number": decision.number}


@of_money
def overrides_named(edition: Edition) -> Iterator[Finding]:
    """Every commitment above what was free is named with its reason."""
    if not committed_years(edition.program):
        return
    rows = Commitment.objects.of_program(edition.program).overridden().standing(clock.today())
    for row in rows[:MOST_FINDINGS]:
        sentence = _("The commitment “%(commitment)s” was taken above the free balance: %(reason)s")
        yield warning(sentence % {"commitment": row, "reason": row.override_reason}, row)
