"""The programme's lines of the budget decision's annex on local programmes («Розподіл витрат місцевого бюджету …»)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget import funds
from budget.approval import Approval
from budget.documents import parts
from budget.documents.cells import total_cell
from budget.models import Appropriation, ProgramCode, SpendingUnit
from budget.months import NO_HRYVNIAS
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Cell,
    Column,
    Landscape,
    Paragraph,
    Row,
    RowGroup,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import NOTHING, amount_cell, text_cell
from oleksandria_intl.documents.decision import short_reference
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells
from oleksandria_intl.models import as_signed

HEADS = (
    Column("Код ПКВКМБ", 0.08, "center"),
    Column("Код ТПКВКМБ", 0.08, "center"),
    Column("Код ФКВКБ", 0.07, "center"),
    Column("Найменування розпорядника, виконавця, бюджетної програми", 0.16),
    Column("Найменування місцевої/регіональної програми", 0.16),
    Column("Дата та номер документа, яким затверджено програму", 0.13),
)
SUMS = {
    "total": "Усього",
    "general": "Загальний фонд",
    "special": "Спеціальний фонд: усього",
    "development": "у тому числі бюджет розвитку",
}
COLUMNS = (*HEADS, *(Column(head, 0.08, "right", kind="sum") for head in SUMS.values()))
TYPICAL_DIGITS = 4
"""A ТПКВКМБ is the last digits of a КПКВКМБ (order 793 of 20.09.2017); the first name the unit."""
NOT_APPROVED = "проєкт"
UNSAID = "У стовпці «Усього» враховано {sum} з джерел, які не належать ні до загального, ні до спеціального фонду."


@dataclass(frozen=True, slots=True)
class Line:
    """What a unit is granted under a КПКВКМБ in a year."""

    unit: SpendingUnit
    code: ProgramCode | None
    grants: tuple[Appropriation, ...]


@dataclass(frozen=True)
class YearLines:
    """The lines of a budget year, those of a unit together."""

    year: int
    lines: list[Line]

    @property
    def grants(self) -> list[Appropriation]:
        """All grants of the year."""
        return [grant for line in self.lines for grant in line.grants]


@dataclass(frozen=True)
class BudgetAnnex:
    """The lines of a programme by years."""

    report: Report

    @cached_property
    def years(self) -> list[YearLines]:
        """The years that the report touches; one without grants has no lines."""
        granted = Appropriation.objects.of_program(self.report.program).within(self.report.span).listed()
        known = ProgramCode.objects.in_bulk(field_name="code")
        found = sorted(granted, key=_place)
        lines = [(key, tuple(grants)) for key, grants in groupby(found, _place)]
        return [
            YearLines(
                year,
                [Line(grants[0].unit, known.get(code), grants) for (of, _unit, code), grants in lines if of == year],
            )
            for year in self.report.span.years
        ]

    @cached_property
    def approved_by(self) -> str:
        """The decision that approved the programme, and those that changed it; that it is a draft."""
        decisions = [
            short_reference(edition.decision) for edition in Approval(self.report).editions if edition.decision
        ]
        if not decisions:
            return NOT_APPROVED
        changes = f" (зі змінами: {'; '.join(decisions[1:])})" if decisions[1:] else ""
        return decisions[0] + changes

    def tables(self) -> Iterator[Block]:
        """Yield the table of every year, under the year's head where there are several."""
        for year in self.years:
            if len(self.years) > 1:
                yield parts.subheading(f"{year.year} рік")
            yield Paragraph(plain("(грн)"), align="right", indent=False, keep_with_next=True)
            yield self._table(year)

    def _table(self, year: YearLines) -> Table:
        units = groupby(year.lines, lambda line: line.unit.pk)
        groups = [group for _unit, lines in units for group in self._unit(list(lines))]
        cells = (*(text_cell("") for _head in HEADS[1:-2]), total_cell(), text_cell(""), text_cell(""))
        total = Row((*cells, *_sum_cells(year.grants, bold=True)), sums=("*",))
        name = f"Розподіл витрат у {year.year} році"
        return Table(COLUMNS, (*groups, RowGroup((total,))), True, name, dense=True)

    def _unit(self, lines: list[Line]) -> Iterator[RowGroup]:
        """Yield the row of a unit with its first line, then its other lines."""
        first, *others = (self._line(line) for line in lines)
        yield RowGroup((_unit_row(lines), first))
        for row in others:
            yield RowGroup((row,))

    def _line(self, line: Line) -> Row:
        code, edition = line.code, self.report.edition
        own = partial(source_of, code) if code else lambda _field="": None
        cells = (
            text_cell(code.code if code else NOTHING, source=own()),
            text_cell(code.code[-TYPICAL_DIGITS:] if code else NOTHING, source=own()),
            text_cell(code.functional_code or NOTHING if code else NOTHING, source=own("functional_code")),
            text_cell(code.name_uk if code else "без коду", heads_row=True, source=own("name_uk")),
            text_cell(edition.titled(), source=source_of(edition)),
            text_cell(self.approved_by, source=source_of(edition)),
            *_sum_cells(line.grants),
        )
        key = f"{line.unit.register_code}/{code.code if code else ''}"
        return Row(sourced_cells(cells, source_of(edition)), key=key)


def _place(grant: Appropriation) -> tuple[int, str, str]:
    return grant.year, grant.unit.register_code, grant.program_code_id or ""


def _unit_row(lines: list[Line]) -> Row:
    """Return the row of who spends: its code is that of its programmes, their last digits replaced by zeros."""
    unit = lines[0].unit
    codes = {line.code.code[:-TYPICAL_DIGITS] + "0" * TYPICAL_DIGITS for line in lines if line.code}
    code = codes.pop() if len(codes) == 1 else ""
    empty = (text_cell(""), text_cell(""))
    name = text_cell(unit.name_uk, bold=True, heads_row=True, source=source_of(unit, "name_uk"))
    grants = [grant for line in lines for grant in line.grants]
    return Row((text_cell(code, bold=True), *empty, name, *empty, *_sum_cells(grants, bold=True)))


def sums_of(grants: Iterable[Appropriation]) -> dict[str, Decimal]:
    """Return what is granted in all, and of each fund, by the names of the columns."""
    sums = dict.fromkeys(SUMS, NO_HRYVNIAS)
    for grant in grants:
        fund = grant.source.fund
        is_in = (True, fund in funds.GENERAL, fund in funds.SPECIAL, fund == funds.Fund.DEVELOPMENT)
        for name, counts in zip(SUMS, is_in, strict=True):
            sums[name] += grant.amount if counts else NO_HRYVNIAS
    return sums


def _sum_cells(grants: Iterable[Appropriation], *, bold: bool = False) -> list[Cell]:
    return [amount_cell(amount, bold=bold) for amount in sums_of(grants).values()]


def _notes(annex: BudgetAnnex) -> Iterator[Block]:
    """Yield by which budget decisions the money is granted, and what is of neither fund."""
    grants = [grant for year in annex.years for grant in year.grants]
    decisions = {grant.decision_id: grant.decision for grant in grants}
    ordered = sorted(decisions.values(), key=lambda decision: (decision.period_start, decision.pk))
    for decision in ordered:
        sentence = f"Враховано {short_reference(decision)}."
        yield replace(parts.note(sentence), source=source_of(decision))
    sums = sums_of(grants)
    if rest := sums["total"] - sums["general"] - sums["special"]:
        yield parts.note(UNSAID.format(sum=ukrainian.hryvnias(rest)))


def budget_annex(report: Report) -> Document:
    """Return the programme's lines of the annex, as granted up to the report's day."""
    years = report.span.years
    when = f"у {years[0]} році" if len(years) == 1 else f"у {years[0]}-{years[-1]} роках"
    name = f"витрат місцевого бюджету на реалізацію місцевих/регіональних програм {when}"
    annex = BudgetAnnex(report)
    blocks: Blocks = (
        *parts.head(report, "РОЗПОДІЛ", name, f"станом на {report.span.on:%d.%m.%Y}"),
        *annex.tables(),
        *_notes(annex),
        *parts.signatures(report),
    )
    return parts.document(report, parts.titled(report, f"Розподіл {name}"), (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return the lines of the annex and their sums by years."""
    annex = BudgetAnnex(report)
    return {
        **parts.head_data(report),
        "program_title": report.edition.titled(),
        "approved_by": [
            {"number": decision.number, "date": str(decision.dated) if decision.dated else None}
            for decision in (as_signed(one.decision) for one in Approval(report).editions if one.decision)
        ],
        "lines": [_line_data(year.year, line) for year in annex.years for line in year.lines],
        "units": [
            {"year": year.year, "unit": unit, **_amounts([grant for line in lines for grant in line.grants])}
            for year in annex.years
            for unit, lines in groupby(year.lines, lambda line: line.unit.register_code)
        ],
        "totals": [{"year": year.year, **_amounts(year.grants)} for year in annex.years],
    }


def _line_data(year: int, line: Line) -> dict[str, Any]:
    code = line.code.code if line.code else ""
    return {
        "year": year,
        "unit": line.unit.register_code,
        "program_code": code,
        "typical_code": code[-TYPICAL_DIGITS:],
        "functional_code": line.code.functional_code if line.code else "",
        **_amounts(line.grants),
    }


def _amounts(grants: Iterable[Appropriation]) -> dict[str, str | None]:
    return {name: parts.amount_data(amount) for name, amount in sums_of(grants).items()}


parts.register_report(
    "budget-annex", _("the programme's lines of the annex to the budget decision"), budget_annex, data_of, place=6
)
