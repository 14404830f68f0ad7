"""Last year beside this one: the same figures to the same day, and those of the whole year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from budget.charts import BarChart, money_bars
from budget.execution import Execution
from budget.querysets import Figures, Span
from budget.reports import Report
from budget.spans import long_day
from oleksandria_intl import digits
from programs.models import Edition


@dataclass(frozen=True, slots=True)
class Year:
    """A year up to a day, by an edition."""

    edition: Edition
    end: date

    @property
    def is_whole(self) -> bool:
        """Whether the day is the year's last."""
        return (self.end + timedelta(1)).year > self.end.year

    @property
    def words(self) -> str:
        """What stands over its bar."""
        if self.is_whole:
            return _("The whole of %(year)s") % {"year": self.end.year}
        return _("%(year)s, to %(day)s") % {"year": self.end.year, "day": long_day(self.end)}

    def figures_beside(self, report: Report) -> Figures:
        """Return what was planned, granted and spent from its January to the day; the report's own where it is that."""
        span = Span.to(self.end, date(self.end.year, 1, 1))
        is_reported = (self.edition, span) == (report.edition, report.span)
        return (report.execution if is_reported else Execution(self.edition, span)).total


def year_chart(report: Report) -> BarChart | None:
    """Return a report's year beside the one before it; None where the portal has no programme of that."""
    last = list(_last_year(report))
    if not last:
        return None
    years = [Year(report.edition, report.span.end), *last]
    rows = money_bars([(year, year.words, year.figures_beside(report)) for year in years])
    return BarChart(_title(rows[0].figures, rows[1].figures), rows)


def _last_year(report: Report) -> Iterator[Year]:
    """Yield last year to the same day and, where that is not its end, the whole of it."""
    year = report.span.end.year - 1
    last = date(year, 12, 31)
    if edition := _edition_of(report.edition, last):
        for end in sorted({same_day(report.span.end, year), last}):
            yield Year(edition, end)


def _edition_of(edition: Edition, last: date) -> Edition | None:
    """Return the edition by which a year is shown: the programme's own, else that of the latest programme."""
    if last.year in edition.years:
        return Edition.objects.current_on(edition.program.slug, last)
    found: Edition | None = Edition.objects.current(last).covering(last.year).first()
    return found


def same_day(day: date, year: int) -> date:
    """Return the same day of another year; of a 29 February that it lacks, the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _title(present: Figures, last: Figures) -> str:
    """Return what the comparison finds."""
    if present.paid_to_date is None or last.paid_to_date is None:
        return _("There is no data yet by which the two years could be compared")
    more = present.paid_to_date - last.paid_to_date
    if not more:
        return _("As much was spent as by the same day of last year")
    if more > 0:
        words = _("By %(sum)s UAH more was spent than by the same day of last year")
    else:
        words = _("By %(sum)s UAH less was spent than by the same day of last year")
    return words % {"sum": digits.amount(abs(more))}
