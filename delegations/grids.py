"""The table of visits, and who goes on a trip, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from budget.models import MeasureLine
from delegations.models import (
    PlannedVisit,
    VisitField,
    VisitLine,
    VisitPurpose,
    VisitTheme,
)
from oleksandria_intl import ukrainian
from partners.models import City
from programs.grids.base import Combination, Part
from programs.grids.columns import AmountColumn, Column, NamedColumn, NumberColumn, PeriodColumn
from programs.grids.registry import EditionGrid

MOST_OFFERED = 300
"""How many names a cell offers while one types."""
IN_PART = ("field", "theme", "purpose")


@dataclass(frozen=True)
class PlaceColumn(NamedColumn):
    """Where the visit goes: a city of the register by its name, else the words that the paper prints."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the destination."""
        return ("city", "place_words")

    def read(self, row: PlannedVisit) -> str:
        """Return the city with its country, or the words that the paper prints."""
        return row.place_words or (row.city.full_name_uk if row.city else "")

    def write(self, row: PlannedVisit, value: Any) -> None:
        """Name a city of the register, or keep the words, with the city that they name."""
        found = self.find(value)
        is_formal = found is not None and ukrainian.search_key(value) in _names_of(found)
        row.city, row.place_words = found, "" if is_formal else value


def _names_of(city: City) -> set[str]:
    names = (city.name_uk, city.full_name_uk, city.formal_name, f"місто {city.name_uk}", f"м {city.name_uk}")
    return {ukrainian.search_key(name) for name in names}


class VisitsGrid(EditionGrid):
    """Fields, themes, purposes, and the visits on which they are pursued, in the order of the paper."""

    kind = "visits"
    title = _("Visits as a table")
    place = 30
    row_model = VisitLine
    panel_template = "admin/delegations/grids/visits.html"
    help_text = _(
        "An empty cell of the field, theme or purpose says: as in the row above. A second purpose of the same visit is "
        "a row with its purpose alone; where rows stand apart, the same number of the visit says that it is one."
    )

    def parts(self) -> tuple[Part, ...]:
        """Return what rows share, and the line itself."""
        name = {"is_required": True}
        visit = (
            PeriodColumn("visit", "period", _("when")),
            self._place,
            AmountColumn("visit", "amount", _("cost, UAH"), is_summed=True),
            self._measure,
        )
        line = (
            Column("line", "participants", _("composition of the delegation")),
            Column("line", "cost_words", _("cost in words"), longest=300),
        )
        return (
            Part("field", VisitField, (Column("field", "name_uk", _("field"), longest=200, **name),), is_shared=True),  # type: ignore[arg-type]
            Part("theme", VisitTheme, (Column("theme", "name_uk", _("theme"), **name),), ("field",), is_shared=True),  # type: ignore[arg-type]
            Part("purpose", VisitPurpose, (Column("purpose", "name_uk", _("purpose"), **name),), ("theme",), True),  # type: ignore[arg-type]
            Part("visit", PlannedVisit, visit, is_shared=True, number=self._number, order=""),
            Part("line", VisitLine, line, links=("purpose", "visit")),
        )

    def arranged(self) -> Iterator[Column]:
        """Yield the columns in the order of the paper; what it does not print stands last."""
        by_name = {column.key: column for column in super().arranged()}
        first = ("field-name_uk", "theme-name_uk", "purpose-name_uk", "visit-period", "visit-city")
        order = (*first, "line-participants", "visit-amount", "line-cost_words", "visit-measure_line", "visit-number")
        return (by_name[key] for key in order)

    @property
    def _number(self) -> Column:
        return NumberColumn("visit", "number", _("visit №"))

    @property
    def _place(self) -> Column:
        offers = tuple(city.full_name_uk for city in self.cities)[:MOST_OFFERED]
        options = {"is_required": True, "longest": 300, "offers": offers, "find": self.city}
        return PlaceColumn("visit", "city", _("destination"), **options)  # type: ignore[arg-type]

    @property
    def _measure(self) -> Column:
        offers = tuple(map(_measure_name, self.measures))[:MOST_OFFERED]
        label = _("measure that pays")
        return NamedColumn("visit", "measure_line", label, offers=offers, find=self.measure, name_of=_measure_name)

    @cached_property
    def cities(self) -> list[City]:
        """Every city of the register."""
        return list(City.objects.select_related("country").order_by("name_uk"))

    @cached_property
    def measures(self) -> list[MeasureLine]:
        """The measures of the edition."""
        return list(MeasureLine.objects.of_edition(self.owner).select_related("direction"))

    def city(self, text: str) -> City | None:
        """Return the city that a text is the name of, or the only one that it names."""
        key = ukrainian.search_key(text)
        exact = [city for city in self.cities if key in _names_of(city)]
        words = f" {key} "
        named = exact or [city for city in self.cities if f" {ukrainian.search_key(city.name_uk)} " in words]
        return named[0] if len(named) == 1 else None

    def measure(self, text: str) -> MeasureLine | None:
        """Return the measure with this name, or code, or both."""
        key = ukrainian.search_key(text)
        for line in self.measures:
            names = (_measure_name(line), line.name_uk, line.code)
            if key in map(ukrainian.search_key, names):
                return line
        return None

    def has_row(self, filled: set[str]) -> bool:
        """Whether a new row pursues a purpose on a visit: it has one of its own, or the one above."""
        visit = {key for key in filled if key.startswith("visit-")}
        is_new_purpose = "purpose-name_uk" in filled and "purpose" not in filled
        return super().has_row(filled) or bool(visit) or is_new_purpose

    def begin(self, part: Part, row: Any) -> None:
        """Put a new visit behind the others."""
        if isinstance(row, PlannedVisit):
            last = PlannedVisit.objects.filter(edition=self.owner).aggregate(last=Max("order"))["last"]
            row.order = (last or 0) + 1

    def stored(self) -> Iterable[Combination]:
        """Return the lines of the table, and what has none yet."""
        visits = {visit.pk: visit for visit in PlannedVisit.objects.printed(self.owner).select_related("measure_line")}
        themes = _by("field_id", VisitTheme.objects.filter(edition=self.owner))
        purposes = _by("theme_id", VisitPurpose.objects.filter(edition=self.owner))
        lines = _by("purpose_id", VisitLine.objects.filter(edition=self.owner))
        for field in VisitField.objects.filter(edition=self.owner):
            for theme in themes.get(field.pk, [None]):
                for purpose in purposes.get(theme.pk, [None]) if theme else [None]:
                    for line in lines.get(purpose.pk, [None]) if purpose else [None]:
                        visit = visits[line.visit_id] if line else None
                        yield dict(zip((*IN_PART, "visit", "line"), (field, theme, purpose, visit, line), strict=True))

    def panel(self) -> dict[str, Any]:
        """Return what the visits of each measure cost against its money, and the visits that no purpose names."""
        from delegations.checks import comparisons

        alone = PlannedVisit.objects.printed(self.owner).filter(lines__isnull=True)
        return {"comparisons": comparisons(self.owner), "alone": list(alone[:MOST_OFFERED])}


def _by(name: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _measure_name(line: MeasureLine) -> str:
    return f"{line.code} {ukrainian.shortened(line.name_uk, 60)}"
