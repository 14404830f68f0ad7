"""Which measures of the programmes at hand wait for somebody to say why they are spent otherwise than granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from budget.checks.spending import last_quarter, unexplained
from budget.execution import MeasureFigures
from budget.spans import quarter_before
from oleksandria_intl import clock
from programs.models import Edition, Program


@dataclass(frozen=True, slots=True)
class Lack:
    """A measure that lacks an explanation as of the last day of a quarter."""

    row: MeasureFigures
    on: date

    @property
    def name(self) -> str:
        """The measure as its edition prints it."""
        return f"{self.row.measure.code} {self.row.line.name_uk}" if self.row.line else str(self.row.measure)


def lacking(editions: Iterable[Edition] | None = None) -> Iterator[Lack]:
    """Yield the measures that lack an explanation for the last quarter that is over: of editions, else of all at hand.

    The database is asked a dozen times for each edition.
    """
    for shown in editions_at_hand() if editions is None else editions:
        on = last_quarter(shown)
        edition = edition_on(shown.program, on) if on else None
        if on and edition:
            yield from (Lack(row, on) for row in unexplained(edition, on))


def editions_at_hand() -> list[Edition]:
    """Return the editions, not closed, whose years the last quarter lies in; where none's, of the one begun last."""
    today = clock.today()
    year = quarter_before(today).year
    begun = Edition.objects.shown_to_staff(today).begun_by(today.year)
    newest = list(begun.exclude(program__closing_report__decision__number__gt="").select_related("program")[:5])
    return [edition for edition in newest if year in edition.years] or newest[:1]


def edition_on(program: Program, on: date) -> Edition | None:
    """Return the edition by which a programme is shown on a day, where there is a public one."""
    try:
        return Edition.objects.current_on(program.slug, on)
    except Edition.DoesNotExist:
        return None
