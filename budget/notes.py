"""The programme's money in the explanatory note to its decision: the sums by source and year."""

from __future__ import annotations

from decimal import Decimal

from budget.documents import CostEstimate
from budget.documents.estimate import ALL_YEARS, NOTHING
from oleksandria_intl import ukrainian
from oleksandria_intl.acts import notes
from oleksandria_intl.documents.blocks import Column, Row, RowGroup, Source, Table
from oleksandria_intl.documents.cells import TOTAL, text_cell
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import Decision
from programs.models import Edition

SOURCE = "Джерело фінансування, тис. грн"


@notes.register
def money(decision: Decision) -> notes.Proposals:
    """Propose the programme's sums by source and year for the explanatory note's financial part."""
    edition = Edition.objects.on_decisions([decision]).last()
    if edition is None:
        return notes.Proposals()
    estimate = CostEstimate(edition)
    if not estimate.sources:
        return notes.Proposals()
    lead = f"Обсяг фінансування {edition.titled('Програми')} становить {_thousands(estimate.total.of())} тис. грн."
    return notes.Proposals({"finance": lead}, (_sums(estimate),))


def _sums(estimate: CostEstimate) -> Table:
    """Return the sums by source and year, and their totals."""
    columns = [Column(SOURCE, 0.4), *(Column(f"{year} рік", 0.2, "right", kind="year") for year in estimate.years)]
    if len(estimate.years) > 1:
        columns.append(Column(ALL_YEARS, 0.2, "right"))
    rows = [_row(estimate, source.name_uk, source.code, source_of(source, "name_uk")) for source in estimate.sources]
    if len(rows) > 1:
        rows.append(_row(estimate, TOTAL))
    title = f"Обсяг фінансування {estimate.edition.titled('Програми')}, тис. грн"
    return Table(tuple(columns), tuple(RowGroup((row,)) for row in rows), title=title)


def _row(estimate: CostEstimate, name: str, source: str | None = None, origin: Source | None = None) -> Row:
    """Return a source's sums by year, and over all years where there are several; None is the total of all sources."""
    sums = [estimate.total.of(year=year, source=source) for year in estimate.years]
    if len(sums) > 1:
        sums.append(estimate.total.of(source=source))
    is_total = source is None
    cells = (text_cell(_thousands(amount), bold=is_total, align="right") for amount in sums)
    named = text_cell(name, bold=is_total, heads_row=True, source=origin)
    return Row((named, *cells), is_total=is_total)


def _thousands(amount: Decimal | None) -> str:
    return NOTHING if amount is None else ukrainian.thousands(amount)
