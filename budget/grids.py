"""The cost estimate as a table: directions, measures, their money by year and source, who answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import Direction, Funding, FundingSource, MeasureLine, Responsible
from oleksandria_intl import ukrainian
from oleksandria_intl.models import Unit
from programs.grids.base import Combination, Part, Totals
from programs.grids.columns import Column, MatrixColumn, PeriodColumn
from programs.grids.registry import EditionGrid
from programs.models import AgreedTotal

MORE_SOURCE = "source"
"""The parameter of the address that asks for the columns of another source."""


@dataclass(frozen=True)
class ResponsibleColumn(Column):
    """Who answers for a measure, each on a line of its own: units by their names, others in words."""

    @property
    def rows_of(self) -> Any:
        """The rows behind the cell: they have no version of the measure's."""
        return Responsible

    def read(self, row: MeasureLine) -> str:
        """Return who answers, line by line."""
        return "\n".join(one.shown_uk for one in row.responsible.all()) if row.pk else ""

    def is_same(self, one: Any, other: Any) -> bool:
        """Whether the same are named in the same order."""
        return _lines(one) == _lines(other)

    def write(self, row: MeasureLine, value: Any) -> None:
        """Wait until the measure is saved."""

    def finish(self, row: MeasureLine, value: Any, by: Any) -> None:
        """Keep those who are named still, take out the others, add the new ones."""
        named = _lines(value)
        kept = {one.shown_uk: one for one in row.responsible.all()}
        for shown, one in kept.items():
            if shown not in named:
                one.delete()
        units = {ukrainian.search_key(unit.name_uk): unit for unit in Unit.objects.all()}
        for order, shown in enumerate(named, 1):
            one = kept.get(shown) or _responsible(row, units.get(ukrainian.search_key(shown)), shown)
            if one.pk is None or one.order != order:
                one.order = order
                one.full_clean(exclude={"edition", "measure_line", "unit", "code"})
                one.save()


def _responsible(line: MeasureLine, unit: Unit | None, words: str) -> Responsible:
    return Responsible(edition=line.edition, measure_line=line, unit=unit, words="" if unit else words, order=0)


def _lines(text: str) -> list[str]:
    """Return the lines of a cell, each once."""
    lines = (" ".join(line.split()).strip(" ,;") for line in (text or "").splitlines())
    return list(dict.fromkeys(filter(None, lines)))


class CostEstimateGrid(EditionGrid):
    """Directions, measures and their money, as the paper prints them."""

    kind = "cost-estimate"
    title = gettext_lazy("Cost estimate as a table")
    place = 20
    row_model = MeasureLine
    matrix_model = Funding
    matrix_link = "measure_line"
    panel_template = "admin/budget/grids/cost_estimate.html"
    help_text = gettext_lazy(
        "Amounts are in hryvnias. An empty cell of the direction says: as in the row above. "
        "Who answers for a measure stands one under another."
    )

    def parts(self) -> tuple[Part, ...]:
        """Return directions, which rows share, and measures."""
        direction = (Column("direction", "name_uk", gettext_lazy("direction"), is_required=True),)
        measure = (
            Column("line", "name_uk", gettext_lazy("measure"), is_required=True),
            PeriodColumn("line", "period", gettext_lazy("when"), placeholder=self._whole),
        )
        if self.user.has_perm("budget.view_responsible"):
            label = gettext_lazy("who answers for it")
            typed = self.may("change", Responsible) and self.may("add", Responsible)
            measure = (*measure, ResponsibleColumn("line", "responsible", label, is_editable=typed))  # type: ignore[assignment]
        return (
            Part("direction", Direction, direction, is_shared=True),
            Part("line", MeasureLine, measure, links=("direction",)),
        )

    @property
    def _whole(self) -> str:
        """When a measure without a date of its own is carried out."""
        return MeasureLine(edition=self.owner).implementation_period()

    def matrix(self) -> list[MatrixColumn]:
        """Return a column for each year and source."""
        if not self.user.has_perm("budget.view_funding"):
            return []
        sources, years = self.sources, list(self.owner.years)
        return [
            MatrixColumn(
                "money",
                f"{year}_{source.pk}",
                f"{year}, {source.name_uk}" if len(sources) > 1 else _("%(year)d, UAH") % {"year": year},
                is_summed=True,
                axis={"year": year, "source_id": source.pk},
            )
            for year in years
            for source in sources
        ]

    def arranged(self) -> Iterator[Column]:
        """Yield the columns as the paper has them: who answers stands last."""
        columns = list(super().arranged())
        last = [column for column in columns if isinstance(column, ResponsibleColumn)]
        yield from (column for column in columns if column not in last)
        yield from last

    @cached_property
    def sources(self) -> list[FundingSource]:
        """The sources that the edition plans money from, and the one that is asked for; the first where it has none."""
        found = Funding.objects.of_edition(self.owner).sources()
        known = {source.pk for source in found}
        asked = [source for source in self.all_sources if source.code == self.asked.get(MORE_SOURCE)]
        found += [source for source in asked if source.pk not in known]
        return found or self.all_sources[:1]

    @cached_property
    def all_sources(self) -> list[FundingSource]:
        """Every source of the register."""
        return list(FundingSource.objects.all())

    def stored(self) -> Iterable[Combination]:
        """Return the measures under their directions, and the directions without any."""
        lines: dict[int, list[MeasureLine]] = {}
        for line in MeasureLine.objects.of_edition(self.owner).with_responsible():
            lines.setdefault(line.direction_id, []).append(line)
        for direction in Direction.objects.filter(edition=self.owner):
            for line in lines.get(direction.pk, []):
                yield {"direction": direction, "line": line}
            if direction.pk not in lines:
                yield {"direction": direction, "line": None}

    def totals(self) -> list[Totals]:
        """Return what is agreed with the finance office, where each source, or the only one, has a total."""
        agreed = {(row.year, row.source): row.amount for row in AgreedTotal.objects.filter(edition=self.owner)}
        only = len(self.sources) == 1
        amounts = {}
        for column in self.numbers:
            source = next(each for each in self.sources if each.pk == column.axis["source_id"])
            year = column.axis["year"]
            amount = agreed.get((year, source.code), agreed.get((year, "")) if only else None)
            if amount is not None:
                amounts[column.key] = amount
        return [Totals(_("Agreed total"), amounts, is_agreed=True)] if amounts else []

    def panel(self) -> dict[str, Any]:
        """Return the sums of the directions and of the programme, and the sources that are not in the table yet."""
        from budget.admin.sums import Sums  # the pages are loaded after the tables are registered

        sums, known = Sums(self.owner), {source.pk for source in self.sources}
        more = [source for source in self.all_sources if source.pk not in known]
        return {
            "heads": sums.heads,
            "sum_rows": list(sums.of_directions()),
            "more_sources": more if self.numbers and self.is_editable(self.numbers[0]) else [],
        }
