"""The cost estimate of a programme: measures by direction, with the money of every year and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

from budget.documents.cells import period_cell, responsible_cell
from budget.models import Direction, Funding, FundingSource, MeasureLine
from budget.querysets import Money, YearSource
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Heading, Landscape, Row, RowGroup, Source, Table
from oleksandria_intl.documents.cells import TOTAL, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.measures import LANDSCAPE_WIDTH, TEXT_WIDTH
from oleksandria_intl.documents.sources import source_of, sourced_group
from programs.documents import register_edition_paper
from programs.edition_paper import EditionPaper
from programs.marks import alone
from programs.models import Edition, Section

NOTHING = "-"
GRAND_TOTAL = "Загальний кошторис"
OF_WHICH = "у тому числі"

MONEY = "Фінансування (тис. грн)"
ALL_YEARS = "Усього"

Cells: TypeAlias = tuple[Cell, ...]
Codes: TypeAlias = "Mapping[YearSource, str]"
NO_CODES: Codes = {}
SourceLine: TypeAlias = "tuple[str, str | None]"
"""A line of a measure: what the source column says, and the source whose money it shows (None: all)."""


@dataclass(frozen=True)
class CostEstimate:
    """The cost estimate of an edition: a column per year where there are several, a line per source likewise."""

    edition: Edition

    @cached_property
    def money(self) -> dict[int, Money]:
        """The money of every measure line, by its primary key."""
        return Funding.objects.of_edition(self.edition).by_measure()

    @cached_property
    def codes(self) -> Mapping[int, Codes]:
        """The codes of the planned amounts of every measure line, by its primary key."""
        return Funding.objects.of_edition(self.edition).codes_by_measure()

    @cached_property
    def measures(self) -> list[MeasureLine]:
        """The measures in order, with who answers for them."""
        return list(MeasureLine.objects.of_edition(self.edition).with_responsible())

    @cached_property
    def years(self) -> list[int]:
        """The years of the programme."""
        return list(self.edition.years)

    @cached_property
    def sources(self) -> list[FundingSource]:
        """The sources that the programme plans money from."""
        return Funding.objects.of_edition(self.edition).sources()

    @property
    def shows_sources(self) -> bool:
        """Whether there is a column of sources."""
        return len(self.sources) > 1

    @cached_property
    def total(self) -> Money:
        """The money of the whole programme."""
        return sum(self.money.values(), Money())

    def blocks(self, width: float = LANDSCAPE_WIDTH) -> Blocks:
        """Return the table; where its columns do not fit the width (mm), each year has a row of its own."""
        from oleksandria_intl.documents.fitting import fit

        if not self.measures:
            return ()
        table = self.table()
        return (table if fit(table, width).is_whole else YearsInRows(self.edition).table(),)

    def table(self) -> Table:
        """Return the measures grouped by direction, subtotals and the grand total."""
        groups = [
            self._direction(number, direction, list(measures))
            for number, (direction, measures) in enumerate(groupby(self.measures, lambda line: line.direction), 1)
        ]
        title = f"Кошторис {self.edition.titled('Програми')}"
        return Table(self._columns(), (*groups, self._grand_total()), numbered_columns=True, title=title)

    def _columns(self) -> tuple[Column, ...]:
        source = (Column("Джерело фінансування"),) if self.shows_sources else ()
        return (
            Column("№ з/п", align="center"),
            Column("Напрямки реалізації"),
            Column("Перелік заходів Програми"),
            Column("Термін виконання"),
            *source,
            *self._money_columns(),
            Column("Відповідальні за реалізацію заходу"),
        )

    def _money_columns(self) -> Iterator[Column]:
        if len(self.years) == 1:
            yield Column(MONEY, align="center")
            return
        for year in self.years:
            yield Column(f"{year} рік (тис. грн)", align="center", kind="year")
        yield Column(f"{ALL_YEARS} (тис. грн)", align="center")

    def _money_rows(
        self, money: Money, line: SourceLine, *, bold: bool = False, codes: Codes = NO_CODES
    ) -> list[Cells]:
        """Return the cells of a source's money: of every year, and of all together where there are several."""
        name, source = line
        years: list[int | None] = [*self.years, *([None] if len(self.years) > 1 else [])]
        amounts = (_figure(money, year, source, bold=bold, codes=codes) for year in years)
        return [(*self._source_cell(name, bold=bold), *amounts)]

    def _source_cell(self, name: str, rows: int = 1, *, bold: bool) -> Cells:
        return (text_cell(name, rowspan=rows, bold=bold),) if self.shows_sources else ()

    def _source_lines(self, money: Money) -> list[SourceLine]:
        """Return a line per source that a measure has money from, one line where it has none."""
        if not self.shows_sources:
            return [("", None)]
        used = {source for _year, source in money.amounts}
        return [(source.name_uk, source.code) for source in self.sources if source.code in used] or [(NOTHING, None)]

    def _direction(self, number: int, direction: Direction, measures: list[MeasureLine]) -> RowGroup:
        """Return a direction's rows; a direction of one measure has no subtotal."""
        rows = [row for measure in measures for row in self._measure(measure)]
        if len(measures) > 1:
            subtotal = sum((self.money.get(measure.pk, Money()) for measure in measures), Money())
            rows += self._total_rows(TOTAL, subtotal)
        group = _headed(rows, f"{number}.", direction.name_uk, source=source_of(direction, "name_uk"))
        return sourced_group(group, source_of(direction))

    def _measure(self, measure: MeasureLine) -> list[Row]:
        """Return a measure's rows without the direction's cells."""
        sums = self._measure_money(measure)
        high = len(sums)
        first = (
            text_cell(measure.name_uk, rowspan=high, anchor=measure.code, source=source_of(measure, "name_uk")),
            period_cell(measure, high),
        )
        group = RowGroup((Row((*first, *sums[0], responsible_cell(measure, high))), *map(Row, sums[1:])))
        return list(sourced_group(group, source_of(measure)).rows)

    def _measure_money(self, measure: MeasureLine) -> list[Cells]:
        """Return the cells of a measure's money by source, and the words of what nobody knows the amount of."""
        money = self.money.get(measure.pk, Money())
        codes = self.codes.get(measure.pk, NO_CODES)
        sums = [row for line in self._source_lines(money) for row in self._money_rows(money, line, codes=codes)]
        if not measure.other_funding:
            return sums
        return [*(sums if money else ()), self._other_funding(measure)]

    def _other_funding(self, measure: MeasureLine) -> Cells:
        """Return the words about other sources, in the column of sources where there is one, else among the sums."""
        source = source_of(measure, "other_funding")
        columns = len(list(self._money_columns()))
        if self.shows_sources:
            dashes = (text_cell(NOTHING, align="center") for _column in range(columns))
            return (text_cell(measure.other_funding, source=source), *dashes)
        return (text_cell(measure.other_funding, colspan=columns, align="center", source=source),)

    def _total_rows(self, label: str, money: Money, source: FundingSource | None = None) -> list[Row]:
        """Return rows of sums without the direction's cells, of one source if named."""
        sums = self._money_rows(money, (source.name_uk, source.code) if source else ("", None), bold=True)
        high = len(sums)
        first = (text_cell(label, rowspan=high, bold=True), text_cell("", rowspan=high))
        return [Row((*first, *sums[0], text_cell("", rowspan=high)), is_total=source is None), *map(Row, sums[1:])]

    def _grand_total(self) -> RowGroup:
        """Return the programme's total, and what of it each source gives where there are several."""
        rows = self._total_rows(TOTAL, self.total)
        if self.shows_sources:
            rows += [row for source in self.sources for row in self._total_rows(OF_WHICH, self.total, source)]
        return _headed(rows, "", GRAND_TOTAL, bold=True)


class YearsInRows(CostEstimate):
    """The same with a row for every year that has money, for programmes whose years do not fit side by side."""

    def _money_columns(self) -> Iterator[Column]:
        yield Column("Рік", align="center")
        yield Column(MONEY, align="center")

    def _money_rows(
        self, money: Money, line: SourceLine, *, bold: bool = False, codes: Codes = NO_CODES
    ) -> list[Cells]:
        """Return the cells of a source's money: a row for every year that has some, and for all together."""
        name, source = line
        planned: list[tuple[str, int | None]] = [
            (str(year), year) for year in self.years if money.of(year=year, source=source) is not None
        ]
        if len(planned) != 1:
            planned.append((ALL_YEARS if planned else "", None))
        rows = [
            (text_cell(label, bold=bold), _figure(money, year, source, bold=bold, codes=codes))
            for label, year in planned
        ]
        return [(*self._source_cell(name, len(rows), bold=bold), *rows[0]), *rows[1:]]


def _headed(rows: list[Row], number: str, name: str, *, bold: bool = False, source: Source | None = None) -> RowGroup:
    """Return the rows with their number and name beside them all."""
    head = (
        text_cell(number, rowspan=len(rows), align="center"),
        text_cell(name, rowspan=len(rows), bold=bold, heads_row=True, source=source),
    )
    return RowGroup((replace(rows[0], cells=(*head, *rows[0].cells)), *rows[1:]))


def _figure(money: Money, year: int | None, source: str | None, *, bold: bool, codes: Codes) -> Cell:
    """Return the cell of a sum; the amount of a single row names it, a sum of several is computed."""
    added = [codes[place] for place in money.places(year=year, source=source) if place in codes]
    row = Source(Funding._meta.label_lower, added[0], "amount") if len(added) == 1 else None
    return text_cell(_thousands(money.of(year=year, source=source)), bold=bold, align="center", source=row)


def _thousands(amount: Decimal | None) -> str:
    """Return hryvnias in thousands; a dash where nothing is planned."""
    return NOTHING if amount is None else ukrainian.thousands(amount)


def estimate_of(section: Section) -> Blocks:
    """Return the cost estimate as a section of the programme prints it."""
    return CostEstimate(section.edition).blocks(LANDSCAPE_WIDTH if section.landscape else TEXT_WIDTH)


def cost_estimate(edition: Edition) -> Document:
    """Return the cost estimate as an annex alone: its sections, without their numerals, else the bare table.

    Raises ``PaperNotFound`` where there is no measure to print.
    """
    paper = EditionPaper(edition)
    title = f"Кошторис {edition.titled('Програми')}"
    printed = [paper.section(section) for section in paper.top_sections if section.kind == "cost_estimate"]
    blocks = tuple(block for part in printed for block in part)
    if not blocks:
        table = CostEstimate(edition).blocks()
        if not table:
            raise papers.PaperNotFound(_("The programme has no measures yet: there is nothing to print."))
        blocks = (Heading(1, f"КОШТОРИС\n{edition.titled('Програми')}", anchor="estimate"), *table)
    return paper.document(title, alone(edition, (Landscape(blocks),)))


register_edition_paper("cost-estimate", "budget", _("cost estimate of the programme"), cost_estimate)
