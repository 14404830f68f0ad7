"""The cost estimate of a programme: measures by direction, with the money of every year and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

from budget.models import Direction, Funding, FundingSource, MeasureLine
from budget.querysets import Money
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.blocks import (
    Blocks,
    Cell,
    Column,
    Document,
    Heading,
    Landscape,
    Row,
    RowGroup,
    Table,
)
from oleksandria_intl.documents.cells import TOTAL, text_cell
from oleksandria_intl.documents.sources import source_of, sourced_cells, sourced_group
from programs.documents import EditionPaper, register_edition_paper
from programs.marks import alone
from programs.models import Edition, Section

NOTHING = "-"
GRAND_TOTAL = "Загальний кошторис"
OF_WHICH = "у тому числі"

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
    def years(self) -> list[int]:
        """The years of the programme."""
        return list(self.edition.years)

    @cached_property
    def sources(self) -> list[FundingSource]:
        """The sources that the programme plans money from."""
        return list(FundingSource.objects.filter(funding__edition=self.edition).distinct())

    @property
    def shows_sources(self) -> bool:
        """Whether there is a column of sources."""
        return len(self.sources) > 1

    @cached_property
    def total(self) -> Money:
        """The money of the whole programme."""
        return sum(self.money.values(), Money())

    def blocks(self) -> Blocks:
        """Return the table, measures grouped by direction, subtotals and the grand total."""
        lines = MeasureLine.objects.of_edition(self.edition).with_responsible()
        groups = [
            self._direction(number, direction, list(measures))
            for number, (direction, measures) in enumerate(groupby(lines, lambda line: line.direction), 1)
        ]
        if not groups:
            return ()
        title = f"Кошторис {self.edition.titled('Програми')}"
        return (Table(self._columns(), (*groups, self._grand_total()), numbered_columns=True, title=title),)

    def _columns(self) -> tuple[Column, ...]:
        """Return the columns; where sources or years add some, the others give way to them."""
        crowded = self.shows_sources or len(self.years) > 1
        number, direction, measure, who = (0.05, 0.15, 0.19, 0.15) if crowded else (0.06, 0.2, 0.31, 0.2)
        source = (Column("Джерело фінансування", 0.14),) if self.shows_sources else ()
        return (
            Column("№ з/п", number, "center"),
            Column("Напрямки реалізації", direction),
            Column("Перелік заходів Програми", measure),
            Column("Термін виконання", 0.11),
            *source,
            *self._money_columns(),
            Column("Відповідальні за реалізацію заходу", who),
        )

    def _money_columns(self) -> Iterator[Column]:
        if len(self.years) == 1:
            yield Column("Фінансування (тис. грн)", 0.13, "center")
            return
        for year in self.years:
            yield Column(f"{year} рік (тис. грн)", 0.09, "center")
        yield Column("Усього (тис. грн)", 0.1, "center")

    def _amounts(self, money: Money, source: str | None = None, *, bold: bool = False) -> list[Cell]:
        """Return the money cells: of every year, and of all together where there are several."""
        sums = [money.of(year=year, source=source) for year in self.years]
        if len(self.years) > 1:
            sums.append(money.of(source=source))
        return [text_cell(_thousands(amount), bold=bold, align="center") for amount in sums]

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
            rows.append(self._total_row(TOTAL, subtotal))
        head = [
            text_cell(f"{number}.", rowspan=len(rows), align="center"),
            text_cell(direction.name_uk, rowspan=len(rows), heads_row=True, source=source_of(direction, "name_uk")),
        ]
        return sourced_group(RowGroup((Row((*head, *rows[0])), *map(Row, rows[1:]))), source_of(direction))

    def _measure(self, measure: MeasureLine) -> list[tuple[Cell, ...]]:
        """Return a measure's rows without the direction's cells: one for each source of its money."""
        money = self.money.get(measure.pk, Money())
        lines = self._source_lines(money)
        high = len(lines)
        words = ", ".join(responsible.printed for responsible in measure.responsible.all())
        rows = []
        for place, (name, source) in enumerate(lines):
            first = (
                text_cell(measure.name_uk, rowspan=high, anchor=measure.code, source=source_of(measure, "name_uk")),
                text_cell(measure.implementation_period(), rowspan=high),
            )
            last = (text_cell(ukrainian.capitalised(words), rowspan=high),)
            source_cell = (text_cell(name),) if self.shows_sources else ()
            amounts = self._amounts(money, source)
            cells = (*(() if place else first), *source_cell, *amounts, *(() if place else last))
            rows.append(sourced_cells(cells, source_of(measure)))
        return rows

    def _total_row(self, label: str, money: Money, source: FundingSource | None = None) -> tuple[Cell, ...]:
        """Return a row of sums without the direction's cells, of one source if named."""
        name, code = (source.name_uk, source.code) if source else ("", None)
        source_cell = (text_cell(name, bold=True),) if self.shows_sources else ()
        return (
            text_cell(label, bold=True),
            text_cell(""),
            *source_cell,
            *self._amounts(money, code, bold=True),
            text_cell(""),
        )

    def _grand_total(self) -> RowGroup:
        """Return the programme's total, and what of it each source gives where there are several."""
        rows = [self._total_row(TOTAL, self.total)]
        if self.shows_sources:
            rows += [self._total_row(OF_WHICH, self.total, source) for source in self.sources]
        head = (
            text_cell("", rowspan=len(rows)),
            text_cell(GRAND_TOTAL, rowspan=len(rows), bold=True, heads_row=True),
        )
        return RowGroup((Row((*head, *rows[0])), *map(Row, rows[1:])))


def _thousands(amount: Decimal | None) -> str:
    """Return hryvnias in thousands; a dash where nothing is planned."""
    return NOTHING if amount is None else ukrainian.thousands(amount)


def estimate_of(section: Section) -> Blocks:
    """Return the cost estimate as a section of the programme prints it."""
    return CostEstimate(section.edition).blocks()


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
