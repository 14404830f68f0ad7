"""What must agree in a programme's spending: nothing above what was granted, nothing without a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Value
from django.utils.translation import gettext as _

from budget.checks.signing import reports_signed
from budget.execution import Execution, MeasureFigures, lines_of
from budget.models import Commitment, Measure, MeasureLine, Payment
from budget.querysets import Figures, Place, Span
from budget.spans import quarter_before
from oleksandria_intl import clock, once, ukrainian
from oleksandria_intl.checks import Check, Finding, error, register, warning
from oleksandria_intl.models import Council
from programs.models import Edition, Program

HUNDRED = Decimal(100)
MOST_FINDINGS = 20
"""The most rows of one kind that are named; mending these brings up the next."""


CHECKS: list[Check] = []
"""The checks of spending alone."""


def of_money(check: Check) -> Check:
    """Add a check of spending."""
    CHECKS.append(check)
    return register(check)


def of_spending(edition: Edition) -> list[Finding]:
    """Return what does not agree in a programme's spending, errors first: what one looks at before a report."""
    found = [finding for check in (*CHECKS, reports_signed) for finding in check(edition)]
    return sorted(found, key=lambda finding: finding.severity)


@of_money
def paid_within_grants(edition: Edition) -> Iterator[Finding]:
    """In no year is more paid of a measure, a source or a code than was granted; nor planned."""
    rows: dict[int, Measure | MeasureLine] = {line.measure_id: line for line in once.made(lines_of, edition)}
    for year in once.made(years_of_money, edition):
        end = date(year, 12, 31)
        cube = once.made(Execution, edition, Span.to(end, on=max(end, clock.today()))).cube
        rows |= _others(rows, cube)
        for measure, group in groupby(sorted(cube.items()), lambda pair: pair[0].measure):
            yield from _overspent(rows[measure], year, dict(group))


def years_of_money(edition: Edition) -> list[int]:
    """Return the years of an edition for which anything is paid or committed: in others nothing can be too much."""
    found = paid_years(edition.program) | committed_years(edition.program)
    return [year for year in edition.years if year in found]


def paid_years(program: Program) -> set[int]:
    """Return the years in which anything was paid for a programme."""
    return {year for kind, year in once.made(_years_by_kind, program) if kind == "paid"}


def committed_years(program: Program) -> set[int]:
    """Return the years for which anything is committed of a programme."""
    return {year for kind, year in once.made(_years_by_kind, program) if kind == "committed"}


def _years_by_kind(program: Program) -> set[tuple[str, int]]:
    """Return these years in one question; where there are none, nothing else need be asked."""
    paid = Payment.objects.of_program(program).order_by().annotate(of=Value("paid"))
    committed = Commitment.objects.of_program(program).order_by().annotate(of=Value("committed"))
    return set(paid.values_list("of", "paid_on__year").union(committed.values_list("of", "year")))


def _others(rows: Mapping[int, object], cube: Iterable[Place]) -> dict[int, Measure]:
    """Return the measures that have money and do not stand in the edition."""
    missing = {place.measure for place in cube} - rows.keys()
    return Measure.objects.named().in_bulk(missing) if missing else {}


def _overspent(row: Measure | MeasureLine, year: int, places: dict[Place, Figures]) -> Iterator[Finding]:
    """Yield the widest excess over a year's grants of a measure, and the excess over its plan."""
    total = sum(places.values(), Figures())
    by_source: dict[object, Figures] = {}
    for place, figures in places.items():
        by_source[place.source] = by_source.get(place.source, Figures()) + figures
    of_sources = [(figures, _spendable(figures)) for figures in by_source.values()]
    granted = {source for source, figures in by_source.items() if figures.granted is not None}
    by_code = [pair for pair in places.items() if pair[0].source in granted and pair[0].economic_code]
    levels: tuple[tuple[str, list[tuple[Figures, Decimal]]], ...] = (
        (_("the measure"), [(total, sum((limit for _figures, limit in of_sources), Decimal(0)))]),
        (_("a source of the measure"), of_sources),
        (_("a code of the measure"), [(figures, figures.granted or Decimal(0)) for _place, figures in by_code]),
    )
    for level, rows in levels:
        above = [(figures, limit) for figures, limit in rows if _above(figures, limit)]
        if above:
            yield from (_paid_above(row, year, level, *pair) for pair in above)
            break
    if total.planned is not None and _above(total, total.planned):
        sentence = _("“%(measure)s”: %(paid)s paid in %(year)s, above the %(limit)s that the programme plans.")
        yield warning(sentence % _amounts(row, year, total, total.planned), row)


def _spendable(figures: Figures) -> Decimal:
    """Return what may be paid out of a source: what is granted, or what is planned where no budget grants it."""
    return (figures.planned if figures.granted is None else figures.granted) or Decimal(0)


def _above(figures: Figures, limit: Decimal) -> bool:
    return (figures.paid_to_date or Decimal(0)) > limit


def _paid_above(row: Measure | MeasureLine, year: int, level: str, figures: Figures, limit: Decimal) -> Finding:
    sentence = _("“%(measure)s”: %(paid)s paid in %(year)s of %(level)s, above the %(limit)s that may be spent.")
    return error(sentence % {**_amounts(row, year, figures, limit), "level": level}, row)


def _amounts(row: object, year: int, figures: Figures, limit: Decimal) -> dict[str, object]:
    paid = ukrainian.hryvnias(figures.paid_to_date or Decimal(0))
    return {"measure": row, "year": year, "paid": paid, "limit": ukrainian.hryvnias(limit)}


@of_money
def payments_within_years(edition: Edition) -> Iterator[Finding]:
    """Every payment of the programme falls within its years."""
    years = edition.years
    if paid_years(edition.program).issubset(years):
        return
    for payment in Payment.objects.of_program(edition.program).outside_years(years)[:MOST_FINDINGS]:
        sentence = _("The payment “%(payment)s” lies outside the programme's years, %(years)s.")
        yield error(sentence % {"payment": payment, "years": edition.years_short}, payment)


@of_money
def commitments_end(edition: Edition) -> Iterator[Finding]:
    """Every commitment says when it ends, and no more is paid of it than its amount."""
    if not committed_years(edition.program):
        return
    commitments = Commitment.objects.of_program(edition.program)
    for commitment in commitments.endless()[:MOST_FINDINGS]:
        sentence = _("The commitment “%(commitment)s” does not say when it ends.")
        yield warning(sentence % {"commitment": commitment}, commitment)
    for commitment in commitments.overpaid()[:MOST_FINDINGS]:
        sentence = _("%(paid)s is paid under the commitment “%(commitment)s”: more than its amount.")
        yield error(sentence % {"commitment": commitment, "paid": ukrainian.hryvnias(commitment.paid)}, commitment)


@of_money
def payments_assigned(edition: Edition) -> Iterator[Finding]:
    """No payment waits to be assigned to a measure."""
    count, total = Payment.objects.waiting().maybe_of_program(edition.program).counted()
    if count:
        sentence = _("Payments not assigned to a measure: %(count)s, %(total)s altogether.")
        yield warning(sentence % {"count": count, "total": ukrainian.hryvnias(total)})


@of_money
def corrections_fit(edition: Edition) -> Iterator[Finding]:
    """No payment is corrected by more than its amount."""
    if not paid_years(edition.program):
        return
    for payment in Payment.objects.of_program(edition.program).overcorrected()[:MOST_FINDINGS]:
        sentence = _("The payment “%(payment)s” is corrected by %(corrected)s: more than its amount.")
        yield error(sentence % {"payment": payment, "corrected": ukrainian.hryvnias(-payment.corrected)}, payment)


@of_money
def deviations_explained(edition: Edition) -> Iterator[Finding]:
    """Every measure that deviates from its plan by more than the council allows says why."""
    end = last_quarter(edition)
    if end is None:
        return
    for row in unexplained(edition, end):
        sentence = _("“%(measure)s”: %(percent)s %% of the plan as of %(day)s, and no explanation.")
        if row.figures.lacks_grant:
            sentence = _("“%(measure)s”: %(planned)s planned, nothing appropriated as of %(day)s, and no explanation.")
        figures = {"measure": row.line or row.measure, "day": f"{end:%d.%m.%Y}"}
        figures["percent"] = ukrainian.number(row.figures.percent_of_due or Decimal(0))
        figures["planned"] = ukrainian.hryvnias(row.figures.planned or Decimal(0))
        yield warning(sentence % figures, row.line or row.measure)


def unexplained(edition: Edition, end: date) -> list[MeasureFigures]:
    """Return the measures whose spending to the end of a quarter deviates too much and has no reason yet.

    One that the programme plans and the budget grants nothing is among them, once it grants anything to others.
    """
    threshold = Council.objects.for_papers().explanation_threshold
    execution = Execution(edition, Span.to(end))
    quarter = date(end.year, end.month - 2, 1)
    is_granted = execution.total.granted is not None
    return [
        row
        for direction in execution.directions
        for row in direction.measures
        if ((is_granted and row.figures.lacks_grant) or _deviates(row.figures, threshold))
        and not (row.explanation and row.explanation.on >= quarter)
    ]


def _deviates(figures: Figures, threshold: Decimal) -> bool:
    """Whether paid differs from due by more than the threshold (per cent), by exact sums."""
    if not figures.due:
        return False
    return HUNDRED * abs(figures.due - (figures.paid or Decimal(0))) > threshold * abs(figures.due)


def last_quarter(edition: Edition) -> date | None:
    """Return the last day of an edition's last complete quarter; None where no quarter is over."""
    end = min(quarter_before(clock.today()), date(edition.years[-1], 12, 31))
    return end if end.year >= edition.years[0] else None
