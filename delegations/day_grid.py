"""The days of a trip as a table: whose norm of per diem counts, how many meals the hosts give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, TripDay
from oleksandria_intl import ukrainian
from oleksandria_intl.forms import SHOWN, DayField
from partners.models import Country
from programs.grids.base import Combination, Grid, Part
from programs.grids.columns import Column, NamedColumn, NumberColumn

MOST_OFFERED = 60
"""How many days a cell offers while one types."""


@dataclass(frozen=True)
class DayColumn(Column):
    """A day of the calendar; those of the trip are offered while one types."""

    look: str = "day"
    offers: tuple[str, ...] = ()

    @cached_property
    def field(self) -> forms.Field:
        """What reads the day."""
        return DayField(required=False)

    def shown(self, value: Any) -> str:
        """Return «28.09.2020»."""
        return "" if value is None else f"{value:{SHOWN}}"


class DaysGrid(Grid):
    """The days of a trip: those that nobody enters are filled in when per diem is reckoned."""

    kind = "days"
    title = _("Days of the trip: country and meals")
    owner_field = "delegation"
    owner: Delegation
    row_model = TripDay
    help_text = _(
        "A day on which a border is crossed is the country’s to which one goes. Days that are not entered are filled "
        "in when per diem is reckoned: with the country of the day before, without meals."
    )

    @classmethod
    def is_about(cls, owner: Delegation) -> bool:
        """Whether a delegation has such days: those who travel have, guests have a programme of their stay."""
        return owner.direction == Delegation.Direction.OUT

    def parts(self) -> tuple[Part, ...]:
        """Return the day."""
        names = tuple(country.name_uk for country in self.countries)
        columns = (
            DayColumn("day", "on", _("day"), is_required=True, offers=tuple(self._days())),
            NamedColumn("day", "country", _("country"), is_required=True, offers=names, find=self.country),
            NumberColumn("day", "meals", _("meals given by the hosts"), empty=0),
        )
        return (Part("day", TripDay, columns, order=""),)

    def _days(self) -> Iterator[str]:
        first: date | None = self.owner.starts_on
        for number in range(min(self.owner.days, MOST_OFFERED) if first else 0):
            yield f"{first + timedelta(number):{SHOWN}}"  # type: ignore[operator]

    @cached_property
    def countries(self) -> list[Country]:
        """Every country of the register."""
        return list(Country.objects.order_by("sort_key"))

    def country(self, text: str) -> Country | None:
        """Return the country with this name, formal name or code."""
        key = ukrainian.search_key(text)
        for country in self.countries:
            if key in map(ukrainian.search_key, (country.name_uk, country.formal_name_uk, country.code)):
                return country
        return None

    def has_row(self, filled: set[str]) -> bool:
        """Whether a day or its country is named; meals alone are no day."""
        return bool(filled & {"day-on", "day-country"})

    def written_first(self, row: TripDay, values: Mapping[str, Any]) -> int:
        """Move days out of one another's way: of those that are put off the last first, of others the first."""
        day: date | None = values.get("day-on")
        if day is None or row.on is None:
            return 0
        return -day.toordinal() if day > row.on else day.toordinal() - date.max.toordinal()

    def stored(self) -> Iterable[Combination]:
        """Return the days in order."""
        return ({"day": row} for row in self.owner.days_spent.select_related("country").order_by("on"))
