"""Where more is committed than is granted: what somebody wrote a reason for, and what the budget was cut below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budget.execution import Execution
from budget.models import Appropriation, Commitment, FundingSource, Measure
from budget.querysets import Figures, Place
from oleksandria_intl import withheld

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Overrun:
    """Grants of a measure's source and codes that are committed, or paid without a commitment, beyond their sum."""

    measure: Measure
    source: FundingSource
    codes: str
    figures: Figures
    cut: Appropriation | None
    """The last change that took money back, where there is one; else nobody wrote why it is so."""

    @property
    def place(self) -> str:
        """The source and the codes."""
        return ", ".join(filter(None, (str(self.source), self.codes)))


def overrides(execution: Execution) -> list[Any]:
    """Return the commitments of a report that somebody wrote a reason for, the oldest first.

    Each says whether it ``is_withheld``.
    """
    rows = Commitment.objects.of_program(execution.program).within(execution.span).overridden()
    rows = rows.annotate(is_withheld=withheld.flag(Commitment))
    return list(rows.select_related("source", "measure").order_by("signed_on", "pk"))


def overruns(execution: Execution) -> Iterator[Overrun]:
    """Yield where more is committed than is granted, unless reasons were written for all of it and nothing was cut."""
    beyond = {place: row for place, row in execution.cube.items() if row.promised and row.free < 0}
    if not beyond:
        return
    grants = Appropriation.objects.of_program(execution.program).within(execution.span)
    cuts = {place_of(row): row for row in grants.taken_back()}
    excused: dict[Place, Decimal] = {}
    for row in overrides(execution):
        excused[place_of(row)] = excused.get(place_of(row), NOTHING) + row.amount
    measures = Measure.objects.named().in_bulk({place.measure for place in beyond})
    sources = FundingSource.objects.in_bulk({place.source for place in beyond})
    for place, figures in sorted(beyond.items()):
        if place in cuts or -figures.free > excused.get(place, NOTHING):
            codes = " / ".join(filter(None, (place.program_code, place.economic_code)))
            yield Overrun(measures[place.measure], sources[place.source], codes, figures, cuts.get(place))


def place_of(row: Appropriation | Commitment) -> Place:
    """Return where a row's amount is counted."""
    return Place(row.measure_id, row.source_id, row.program_code_id or "", row.economic_code_id or "")
