"""The reconciliation: spending by codes and months, to lay beside the figures of the accounting software."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.documents import parts
from budget.models import EconomicCode
from budget.querysets import Figures
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Blocks, Column, Landscape, Row, RowGroup, Table
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
FIGURES = ("granted", "paid", "paid_to_date")


def _by_code(report: Report) -> Table:
    """Return the figures by КПКВКМБ and КЕКВ, a subtotal for every КПКВКМБ, and columns to fill in by hand."""
    titles = dict(EconomicCode.objects.values_list("code", "name_uk"))
    groups: dict[str, list[Row]] = {}
    sums = by_program_code(report)
    for (program, economic), figures in report.execution.by_code:
        if figures.granted is None and figures.paid_to_date is None:
            continue
        name = titles.get(economic, parts.NO_CODE)
        row = _row((program or NOTHING, economic or NOTHING, name), figures, key=f"{program}/{economic}")
        groups.setdefault(program, []).append(row)
    bodies = [
        RowGroup((*rows, _row((program or NOTHING, "", "Разом"), sums[program], sums=tuple(row.key for row in rows))))
        for program, rows in groups.items()
    ]
    total = _row(("", "", TOTAL), report.execution.total, sums=("*",))
    return Table(COLUMNS, (*bodies, RowGroup((total,))), True, "Звірка за кодами", dense=True)


def by_program_code(report: Report) -> dict[str, Figures]:
    """Return the figures of every КПКВКМБ."""
    return report.execution.by(lambda place: place.program_code)


def _row(names: tuple[str, str, str], figures: Figures, *, key: str = "", sums: tuple[str, ...] = ()) -> Row:
    bold = bool(sums)
    program, economic, name = names
    cells = (
        text_cell(program, bold=bold),
        text_cell(economic, bold=bold),
        text_cell(name, bold=bold, heads_row=True),
        *parts.figure_cells(figures, FIGURES, bold=bold),
        text_cell(""),
        text_cell(""),
    )
    return Row(cells, key=key, sums=sums)


def _by_month(report: Report) -> Table:
    """Return what every month was allotted and spent, from January on."""
    rows = list(_months(report))
    total = report.execution.total
    due = _due(report)
    last = (
        text_cell(TOTAL, bold=True, heads_row=True),
        amount_cell(due, bold=True),
        amount_cell(total.paid_to_date, bold=True),
        text_cell(""),
    )
    groups = (RowGroup((row,)) for row in (*rows, Row(last, sums=("*",))))
    return Table(MONTH_COLUMNS, tuple(groups), False, "Звірка за місяцями", dense=True)


def _due(report: Report) -> Decimal:
    return sum((month.due for month in report.execution.months), Decimal(0))


def _months(report: Report) -> Iterator[Row]:
    for month in report.execution.months:
        name = f"{ukrainian.MONTHS[month.month - 1]} {month.year} року"
        amounts = amount_cell(month.due), amount_cell(month.paid)
        yield Row((text_cell(name, heads_row=True), *amounts, text_cell("")), key=f"{month.year}-{month.month}")


def reconciliation(report: Report) -> Document:
    """Return the reconciliation with the accounting software's figures."""
    title = f"Звірка касових видатків за {report.edition.titled('Програмою')}"
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
    """Return the sums by codes and by months."""
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
        | {"due": parts.amount_data(_due(report))},
    }


parts.register_report("reconciliation", _("reconciliation by codes"), reconciliation, data_of, place=4)
