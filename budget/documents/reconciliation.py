"""The reconciliation: spending by codes and months, to lay beside the figures of the accounting software."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.documents import parts
from budget.documents.cash_plan import NOT_ALLOTTED
from budget.documents.cells import code_title_cell, total_cell
from budget.models import EconomicCode
from budget.months import MonthPlans
from budget.querysets import Figures
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Landscape, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.document import Document

COLUMNS = (
    Column("КПКВКМБ", 0.1, "center", says_once=True),
    Column("КЕКВ", 0.07, "center"),
    Column("Назва видатків", 0.23),
    Column("Затверджено зі змінами", 0.12, "right", kind="sum"),
    Column("Касові видатки за період", 0.12, "right", kind="sum"),
    Column("Касові видатки з початку року", 0.12, "right", kind="sum"),
    Column("За даними бухгалтерського обліку", 0.13, "right", kind="sum"),
    Column("Різниця", 0.11, "right", kind="sum"),
)
MONTH_COLUMNS = (
    Column("Місяць", 0.4),
    Column("Помісячний розпис", 0.2, "right", kind="sum"),
    Column("Касові видатки", 0.2, "right", kind="sum"),
    Column("За даними бухгалтерського обліку", 0.2, "right", kind="sum"),
)
LATER = "розподілено на наступні місяці"
FIGURES = ("granted", "paid", "paid_to_date")


def _by_code(report: Report) -> Table:
    """Return the figures by КПКВКМБ and КЕКВ, subtotals of several КПКВКМБ, and columns to fill in by hand."""
    known = EconomicCode.objects.in_bulk(field_name="code")
    groups: dict[str, list[Row]] = {}
    sums = by_program_code(report)
    for (program, economic), figures in report.execution.by_code:
        if figures.granted is None and figures.paid_to_date is None:
            continue
        names = (text_cell(program or NOTHING), text_cell(economic or NOTHING), code_title_cell(economic, known))
        row = Row(_cells(names, figures), key=f"{program}/{economic}")
        groups.setdefault(program, []).append(row)
    for program, rows in groups.items() if len(groups) > 1 else ():
        rows.append(_sum(program or NOTHING, "Разом", sums[program], tuple(row.key for row in rows)))
    bodies = (RowGroup(tuple(rows)) for rows in groups.values())
    total = _sum("", TOTAL, report.execution.total, ("*",))
    return Table(COLUMNS, (*bodies, RowGroup((total,))), True, "Звірка за кодами", dense=True)


def by_program_code(report: Report) -> dict[str, Figures]:
    """Return the figures of every КПКВКМБ."""
    return report.execution.by(lambda place: place.program_code)


def _sum(program: str, name: str, figures: Figures, keys: tuple[str, ...]) -> Row:
    codes = (text_cell(program, bold=True), text_cell("", bold=True))
    names = (*codes, text_cell(name, bold=True, heads_row=True))
    return Row(_cells(names, figures, bold=True), sums=keys)


def _cells(names: tuple[Cell, ...], figures: Figures, *, bold: bool = False) -> tuple[Cell, ...]:
    """Return a row's cells, the last two to be filled in by hand."""
    return (*names, *parts.figure_cells(figures, FIGURES, bold=bold), text_cell(""), text_cell(""))


def _by_month(report: Report) -> Table:
    """Return what every month was allotted and spent, from January on; in all, what is granted and spent."""
    rows = [*_months(report), *_beside_months(report)]
    total = report.execution.total
    last = (
        total_cell(),
        amount_cell(total.granted or Decimal(0), bold=True),
        amount_cell(total.paid_to_date, bold=True),
        text_cell(""),
    )
    groups = (RowGroup((row,)) for row in (*rows, Row(last, sums=("*",))))
    return Table(MONTH_COLUMNS, tuple(groups), False, "Звірка за місяцями", dense=True)


def _months(report: Report) -> Iterator[Row]:
    for month in report.execution.months:
        name = f"{ukrainian.MONTHS[month.month - 1]} {month.year} року"
        amounts = amount_cell(month.due), amount_cell(month.paid)
        yield Row((text_cell(name, heads_row=True), *amounts, text_cell("")), key=f"{month.year}-{month.month}")


def _beside_months(report: Report) -> Iterator[Row]:
    """Yield what of the appropriations stands in none of the months shown: later months have it, or none."""
    plans = MonthPlans(report)
    for name, amount in ((LATER, plans.later), (NOT_ALLOTTED, plans.not_allotted)):
        if not amount:
            continue
        cells = (text_cell(name, heads_row=True), amount_cell(amount), text_cell(""), text_cell(""))
        yield Row(cells, key=name)


def reconciliation(report: Report) -> Document:
    """Return the reconciliation with the accounting software's figures."""
    title = parts.titled(report, f"Звірка касових видатків за {report.edition.titled('Програмою')}")
    about = f"касових видатків за {report.edition.titled('Програмою')}"
    tables: Blocks = (
        _by_code(report),
        *parts.waiting_notes(report),
        parts.note("Суми наведено в гривнях без округлення; повернення і виправлення враховано зі знаком мінус."),
        parts.subheading("За місяцями, з початку року"),
        _by_month(report),
    )
    blocks = (*parts.head(report, "ЗВІРКА", about), *tables, *parts.signatures(report))
    return parts.document(report, title, (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return the sums by codes and by months, and what no month shown is allotted."""
    plans = MonthPlans(report)
    return {
        **parts.head_data(report),
        "codes": [
            {"program_code": program, "economic_code": economic}
            | {name: parts.amount_data(getattr(figures, name)) for name in FIGURES}
            for (program, economic), figures in report.execution.by_code
        ],
        "program_codes": [
            {"program_code": code} | {name: parts.amount_data(getattr(figures, name)) for name in FIGURES}
            for code, figures in sorted(by_program_code(report).items())
        ],
        "months": [
            {
                "year": one.year,
                "month": one.month,
                "due": parts.amount_data(one.due),
                "paid": parts.amount_data(one.paid),
            }
            for one in report.execution.months
        ],
        "total": {name: parts.amount_data(getattr(report.execution.total, name)) for name in FIGURES}
        | {
            "due": parts.amount_data(sum((one.due for one in report.execution.months), Decimal(0))),
            "later_months": parts.amount_data(plans.later),
            "not_allotted": parts.amount_data(plans.not_allotted),
        },
    }


parts.register_report("reconciliation", _("reconciliation by codes"), reconciliation, data_of, place=4)
