"""Whom a report's money was paid to: natural persons together, without their names."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from budget.documents import parts
from budget.reports import Report
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, TOTAL, amount_cell, text_cell

MOST_PAYEES = 100
"""The most payees listed on paper; the register's spreadsheet holds every payment."""
COLUMNS = (
    Column("№ з/п", 0.07, "center"),
    Column("Одержувач", 0.45),
    Column("Код", 0.14, "center"),
    Column("Платежів", 0.12, "right"),
    Column("Касові видатки за період", 0.22, "right"),
)


def payee_blocks(report: Report) -> Blocks:
    """Return the table under its head, the largest sum first, the rest together; nothing where nothing was paid."""
    payees = report.execution.payees
    if not payees:
        return ()
    lines = [(one.name or "Фізичні особи", one.code or NOTHING, one.count, one.paid) for one in payees]
    if len(lines) > MOST_PAYEES:
        rest = lines[MOST_PAYEES:]
        paid = sum((one[3] for one in rest), Decimal(0))
        others = (f"Інші одержувачі ({len(rest)})", NOTHING, sum(one[2] for one in rest), paid)
        lines = [*lines[:MOST_PAYEES], others]
    groups = [RowGroup((_payee(f"{number}.", *line),)) for number, line in enumerate(lines, 1)]
    count = sum(one.count for one in payees)
    total = _payee("", TOTAL, "", count, report.execution.total.paid)
    table = Table(COLUMNS, (*groups, RowGroup((total,))), False, "За одержувачами", dense=True)
    return parts.subheading("За одержувачами"), parts.unit_line(), table


def _payee(number: str, name: str, code: str, count: int, paid: Any) -> Row:
    """Return a payee's row; without a number it is the total."""
    bold = not number
    counted = Cell(text_cell(str(count), bold=bold).content, align="right", bold=bold, value=count)
    cells = (
        text_cell(number),
        text_cell(name, bold=bold, heads_row=True),
        text_cell(code),
        counted,
        amount_cell(paid, bold=bold),
    )
    return Row(cells, key=number, sums=("*",) if bold else ())
