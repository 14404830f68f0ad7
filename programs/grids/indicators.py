"""The indicators of an edition as a table: what each is to be, by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from programs.grids.base import Combination, Part
from programs.grids.columns import ChoiceColumn, Column, MatrixColumn
from programs.grids.registry import EditionGrid
from programs.models import Indicator, IndicatorValue


class IndicatorGrid(EditionGrid):
    """Indicators with their values."""

    kind = "indicators"
    title = _("Indicators as a table")
    place = 10
    row_model = Indicator
    matrix_model = IndicatorValue
    matrix_link = "indicator"

    def parts(self) -> tuple[Part, ...]:
        """Return the indicator, which no rows share."""
        columns = (
            Column("indicator", "name_uk", _("name"), is_required=True, longest=300),
            Column("indicator", "unit_uk", _("unit of measure"), is_required=True, longest=50),
            ChoiceColumn("indicator", "kind", _("what it measures"), options=tuple(Indicator.Kind.choices)),
        )
        return (Part("indicator", Indicator, columns),)

    def matrix(self) -> list[MatrixColumn]:
        """Return a column for each year."""
        return [
            MatrixColumn("value", str(year), str(year), axis={"year": year}, least=None, least_places=0)
            for year in self.owner.years
        ]

    def arranged(self) -> Iterator[Column]:
        """Yield the columns from left to right."""
        yield from self.row_part.columns
        yield from self.numbers

    def stored(self) -> Iterable[Combination]:
        """Return the indicators in their order."""
        return ({"indicator": row} for row in Indicator.objects.filter(edition=self.owner))
