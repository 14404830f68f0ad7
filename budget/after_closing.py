"""What became of a closed period: what the report said that closed it, what is true now, by which changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from budget.kept_reports import data_of
from budget.models import ClosedPeriod, LateChange
from budget.querysets import Span
from budget.reports import REPORT, Report
from oleksandria_intl import papers
from programs.models import Edition

CHANGES = "changes-after-closing"
"""The paper of this."""
FIGURES = {"granted": "appropriation", "paid": "payment", "promised": "commitment"}
"""The figures that are followed to the kopiyka, and the kind of rows that each is the sum of."""
DERIVED = ("planned", "due")
"""Further figures that must not change where nothing was changed."""
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Followed:
    """A figure: what the report said, what is true now, by how much the noted changes moved it."""

    said: Decimal
    now: Decimal
    noted: Decimal = NOTHING

    @property
    def difference(self) -> Decimal:
        """By how much it differs from what the report said."""
        return self.now - self.said

    @property
    def unexplained(self) -> Decimal:
        """What of the difference no change explains."""
        return self.difference - self.noted

    def __add__(self, other: Followed) -> Followed:
        return Followed(self.said + other.said, self.now + other.now, self.noted + other.noted)


@dataclass(frozen=True, slots=True)
class MeasureAfter:
    """A measure of the report, or one that has money by now."""

    code: str
    name: str
    figures: dict[str, Followed]
    derived: dict[str, Followed]
    is_touched: bool
    """Whether something was changed in it after the period was closed."""

    @property
    def differs(self) -> bool:
        """Whether any of its figures is another one now."""
        return any(figure.difference for figure in (*self.figures.values(), *self.derived.values()))

    @property
    def unexplained(self) -> dict[str, Decimal]:
        """By how much its figures differ without a change that explains it."""
        found = {name: figure.unexplained for name, figure in self.figures.items()}
        if not self.is_touched:
            found |= {name: figure.difference for name, figure in self.derived.items()}
        return {name: amount for name, amount in found.items() if amount}


@dataclass(frozen=True)
class AfterClosing:
    """A closed period and what was changed in it since."""

    period: ClosedPeriod

    @property
    def span(self) -> Span:
        """The days of the report, and the day as of which it counted."""
        return Span(self.period.first_day, self.period.last_day, self.period.known_on)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """The data of the report as it was issued; raises ``BrokenFile``."""
        return data_of(self.period.paper)

    @cached_property
    def edition(self) -> Edition:
        """The edition that the report was made of."""
        return Edition.objects.get(program=self.period.program_id, number=self.kept["edition"])

    @property
    def key(self) -> str:
        """The period as papers name it: «2020/2020-01-01/2020-03-31»."""
        return f"{self.period.program.slug}/{self.period.first_day}/{self.period.last_day}"

    @cached_property
    def report(self) -> Report:
        """The same report, as it would be made now."""
        return Report(self.edition, self.span)

    @cached_property
    def changes(self) -> list[LateChange]:
        """The changes since the report, in their order."""
        return list(LateChange.objects.of_period(self.period))

    @cached_property
    def earlier(self) -> list[tuple[ClosedPeriod, list[LateChange]]]:
        """Earlier reports on the same days whose closing was undone, with what was changed until the next."""
        before = ClosedPeriod.objects.before(self.period)
        return [(period, list(LateChange.objects.of_period(period))) for period in before]

    @cached_property
    def measures(self) -> list[MeasureAfter]:
        """Every measure that the report names, or that has money of the period now, by code."""
        said = {row["code"]: row for row in self.kept["measures"]}
        now = {row["code"]: row for row in papers.get(REPORT).data(self.report)["measures"]}
        noted, touched = self._noted()
        return [
            _measure(code, said.get(code, {}), now.get(code, {}), noted, code in touched) for code in {**said, **now}
        ]

    def _noted(self) -> tuple[dict[tuple[str, str], Decimal], set[str]]:
        """Return by how much the changes moved each kind of sum of each measure, and the measures that they touch."""
        sums: dict[tuple[str, str], Decimal] = {}
        touched: set[str] = set()
        for change in self.changes:
            sides = ((change.was_measure, change.was_amount, -1), (change.is_measure, change.is_amount, 1))
            for measure, amount, sign in sides:
                if measure is not None and amount is not None:
                    place = (measure.code, change.kind)
                    sums[place] = sums.get(place, NOTHING) + sign * amount
                    touched.add(measure.code)
        return sums, touched

    @cached_property
    def total(self) -> dict[str, Followed]:
        """The followed figures of the whole programme."""
        return _summed(self.measures)

    @property
    def unchanged(self) -> dict[str, Followed]:
        """The followed figures of the measures that are as they were reported, together."""
        return _summed(row for row in self.measures if not row.differs)

    @property
    def unexplained(self) -> Iterator[tuple[MeasureAfter, str, Decimal]]:
        """The differences that no change explains: the measure, the name of the figure, hryvnias."""
        for row in self.measures:
            for name, amount in row.unexplained.items():
                yield row, name, amount


def _summed(rows: Iterable[MeasureAfter]) -> dict[str, Followed]:
    """Return the followed figures of measures added up."""
    total = dict.fromkeys(FIGURES, Followed(NOTHING, NOTHING))
    for row in rows:
        total = {name: figure + row.figures[name] for name, figure in total.items()}
    return total


def _measure(
    code: str, said: dict[str, Any], now: dict[str, Any], noted: dict[tuple[str, str], Decimal], is_touched: bool
) -> MeasureAfter:
    return MeasureAfter(
        code,
        (now or said)["name"],
        {
            name: Followed(_amount(said, name), _amount(now, name), noted.get((code, kind), NOTHING))
            for name, kind in FIGURES.items()
        },
        {name: Followed(_amount(said, name), _amount(now, name)) for name in DERIVED},
        is_touched,
    )


def _amount(row: dict[str, Any], name: str) -> Decimal:
    """Return a figure of kept data in hryvnias; what is not there is nothing."""
    return Decimal(row.get(name) or 0)


def find(key: str, scope: papers.Scope) -> AfterClosing:
    """Return what became of a closed period of a programme, by default of the last; raises ``PaperNotFound``."""
    periods = ClosedPeriod.objects.shown().of_address(key)
    if scope.end:
        periods = periods.of_days(scope.start or scope.end.replace(month=1, day=1), scope.end)
    if (period := periods.first()) is None:
        raise papers.PaperNotFound(_("No issued report has closed this period."))
    return AfterClosing(period)


def post_of(person: User | None) -> str:
    """Return as what somebody acted: the public reads the role, not the name."""
    if person is None:
        return "адміністратор порталу"
    return ", ".join(group.name for group in person.groups.all()) or "працівник ради"
