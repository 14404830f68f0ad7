"""What a report says of commitments above what is granted: every reason that was written, every cut below them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budget import report_notes
from budget.overruns import Overrun, overrides, overruns
from budget.persons import public_text
from budget.reports import Report
from oleksandria_intl import ukrainian, withheld

OVERRIDE = (
    "Зобов’язання понад вільний залишок (стаття 48 Бюджетного кодексу України): {number}від {day}, {amount}, "
    "захід {measure}. Підстава: {reason}"
)
BEYOND = "Захід {measure}, {place}: зобов’язання {promised} і оплачене без зобов’язань {unpromised}"
CUT = BEYOND + " перевищують призначення {granted}, зменшені рішенням від {day} № {number}; перевищення – {over}."
UNEXPLAINED = BEYOND + " перевищують призначення {granted}; перевищення – {over}."


@report_notes.register
def promises_above_grants(report: Report) -> Iterator[str]:
    """Yield the commitments above what was free with the reasons, then where more is committed than is granted."""
    for row in overrides(report.execution):
        yield OVERRIDE.format(
            number=f"№ {row.number} " if row.number and not row.is_withheld else "",
            day=f"{row.signed_on:%d.%m.%Y}",
            amount=ukrainian.hryvnias(row.amount),
            measure=row.measure.code,
            reason=withheld.WORDS if row.is_withheld else public_text(row.override_reason),
        )
    yield from map(_sentence, overruns(report.execution))


def _sentence(overrun: Overrun) -> str:
    figures = overrun.figures
    decision = overrun.cut.decision if overrun.cut else None
    return (CUT if decision else UNEXPLAINED).format(
        measure=overrun.measure.code,
        place=overrun.place,
        granted=ukrainian.hryvnias(figures.granted or Decimal(0)),
        promised=ukrainian.hryvnias(figures.promised or Decimal(0)),
        unpromised=ukrainian.hryvnias(figures.unpromised or Decimal(0)),
        over=ukrainian.hryvnias(-figures.free),
        day=f"{decision.period_start:%d.%m.%Y}" if decision else "",
        number=decision.number if decision else "",
    )
