"""Per diem of a trip, reckoned by country and day: norms, less the meals that the hosts give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budget.models import EconomicCode, FundingSource
from delegations.models import Delegation, EstimateLine, PerDiemNorm, PerDiemRule, TripDay
from delegations.models.estimate import HRYVNIA, WHOLE
from partners.models import Country

PER_DIEM = EstimateLine.Kind.PER_DIEM


class Rate(NamedTuple):
    """Hryvnias for one unit of a currency, on a day."""

    value: Decimal
    on: date | None = None


class Part(NamedTuple):
    """Days of a trip that are paid alike: by one norm, with as many meals of the hosts."""

    country: Country
    norm: Decimal
    currency: str
    percent: int


@dataclass(frozen=True)
class Tables:
    """The norms and rules of per diem as the office keeps them, the latest first."""

    norms: list[PerDiemNorm]
    rules: list[PerDiemRule]

    @classmethod
    def kept(cls) -> Tables:
        """Return what the office keeps."""
        norms = PerDiemNorm.objects.latest_first().select_related("country")
        return cls(list(norms), list(PerDiemRule.objects.latest_first()))

    def part(self, day: TripDay) -> Part | None:
        """Return how a day is paid; None where a norm or a rule of that day is not entered."""
        norm = next((it for it in self.norms if it.country_id == day.country_id and it.in_force_from <= day.on), None)
        rule = next((it for it in self.rules if it.in_force_from <= day.on), None)
        if norm is None or (day.meals and rule is None):
            return None
        return Part(day.country, norm.amount, norm.currency, rule.percent(day.meals) if rule else WHOLE)


def parts_of(days: Iterable[TripDay], tables: Tables) -> dict[Part, int]:
    """Return how many days of a trip are paid alike, in the order of the days.

    Raises ``ValidationError`` that names the days without a norm or a rule.
    """
    found: dict[Part, int] = defaultdict(int)
    missing = []
    for day in days:
        if part := tables.part(day):
            found[part] += 1
        else:
            missing.append(str(day))
    if missing:
        sentence = _("There is no norm of per diem for: %(days)s. Add it to the norms first.")
        raise ValidationError(sentence % {"days": "; ".join(missing)})
    return dict(found)


def days_of(delegation: Delegation) -> list[TripDay]:
    """Return the days of a trip in order; those that nobody entered are new rows, which are not saved.

    A new day is the country's of the day before, else the destination's, without meals.
    Raises ``ValidationError`` where the trip's days are not known, or the first country is not.
    """
    first = delegation.starts_on
    if first is None or not delegation.days:
        raise ValidationError(_("Give the days of the delegation first."))
    known = {row.on: row for row in delegation.days_spent.select_related("country")}
    country = delegation.city.country if delegation.city else None
    days = []
    for day in (first + timedelta(number) for number in range(delegation.days)):
        row = known.get(day)
        country = row.country if row else country
        if country is None:
            raise ValidationError(_("Enter the first day of the trip with its country: the destination is no city."))
        days.append(row or TripDay(delegation=delegation, on=day, country=country))
    return days


def currencies_of(delegation: Delegation) -> list[str]:
    """Return the foreign currencies that a delegation's per diem is paid in, as far as its days are known."""
    try:
        days = days_of(delegation)
    except ValidationError:
        return []
    parts = filter(None, map(Tables.kept().part, days))
    return sorted({part.currency for part in parts} - {HRYVNIA})


@transaction.atomic
def lay_out_days(*, delegation: Delegation, by: User) -> list[TripDay]:
    """Save the days that nobody entered, as ``days_of`` gives them, and drop those that the trip no longer has."""
    days = days_of(delegation)
    for row in delegation.days_spent.outside(days[0].on, days[-1].on):
        row._history_user = by
        row.delete()
    for row in days:
        if row.pk is None:
            row._history_user = by
            row.save()
    return days


@transaction.atomic
def fill_per_diem(
    *,
    delegation: Delegation,
    source: FundingSource,
    rates: Mapping[str, Rate],
    by: User,
    economic_code: EconomicCode | None = None,
) -> list[EstimateLine]:
    """Write the lines of per diem of every member anew, by the trip's days; return them.

    A line that stands for the same country, norm and part keeps what was spent; one that stands for nothing any more
    goes, unless something was spent under it: then it plans nothing.
    Raises ``ValidationError`` where a norm, a rule or the rate of a foreign currency is missing.
    """
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    parts = parts_of(lay_out_days(delegation=delegation, by=by), Tables.kept())
    if missing := sorted({part.currency for part in parts} - {HRYVNIA, *rates}):
        sentence = _("Give the rate of the National Bank for: %(currencies)s.")
        raise ValidationError(sentence % {"currencies": ", ".join(missing)})
    shared = {"source": source, "economic_code": economic_code}
    lines = []
    for member in delegation.participants.all():
        old = list(member.lines.of_kind(PER_DIEM))
        for part, days in parts.items():
            line = _taken(old, part) or EstimateLine(delegation=delegation, participant=member, kind=PER_DIEM)
            rate = rates.get(part.currency, Rate(Decimal(1)))
            values = part._asdict() | {"rate": rate.value, "rate_on": rate.on, "days": days, "persons": member.number}
            lines.append(_written(line, values | shared, by))
        for line in old:
            _dropped(line, by)
    return lines


def _taken(lines: list[EstimateLine], part: Part) -> EstimateLine | None:
    """Take out the first line that stands for a part, if any does."""
    for line in lines:
        if (line.country, line.norm, line.currency, line.percent) == part:
            lines.remove(line)
            return line
    return None


def _written(line: EstimateLine, values: Mapping[str, Any], by: User) -> EstimateLine:
    if line.pk and all(getattr(line, name) == value for name, value in values.items()):
        return line
    for name, value in values.items():
        setattr(line, name, value)
    line._history_user = by  # type: ignore[attr-defined]
    line.full_clean()
    line.save()
    return line


def _dropped(line: EstimateLine, by: User) -> None:
    if line.spent is None:
        line._history_user = by  # type: ignore[attr-defined]
        line.delete()
    else:
        _written(line, {"days": 0}, by)
