"""The register of budget commitments that a spending unit hands to the treasury (order 309 of 02.03.2012, annex 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.documents import parts
from budget.documents.cells import total_cell
from budget.documents.working import endings, refuse_long, register_working, unit_lines
from budget.models import Commitment
from budget.months import NO_HRYVNIAS
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Cell, Column, Landscape, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, amount_cell, day_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of

NAME = "Реєстр бюджетних зобов’язань"
COLUMNS = (
    Column("№ з/п", 0.05, "center"),
    Column("КПКВК", 0.08, "center"),
    Column("КЕКВ", 0.06, "center"),
    Column("Документ (назва, номер, дата)", 0.17),
    Column("Контрагент, код", 0.14),
    Column("Рахунок контрагента", 0.13),
    Column("Сума, грн", 0.1, "right", kind="sum"),
    Column("Попередня оплата, грн", 0.09, "right", kind="sum"),
    Column("Строк виконання", 0.08, "center"),
    Column("Примітка", 0.1),
)


def document_words(row: Commitment) -> str:
    """Return «Послуги перекладу, № 5 від 16.03.2020»."""
    number = f", № {row.number}" if row.number else ","
    return f"{row.subject}{number} від {row.signed_on:%d.%m.%Y}"


def payee_words(name: str, code: str) -> str:
    """Return whom money is due to: the name and the ЄДРПОУ, or what of both is known."""
    return ", ".join(filter(None, (name, code and f"код {code}"))) or NOTHING


def until_cell(day: date | None) -> Cell:
    """Return until when a commitment is carried out; a dash where nobody said."""
    return day_cell(day) if day else text_cell(NOTHING)


def _note(row: Commitment) -> str:
    """Return the measure, the purchase and what became of the commitment."""
    treasury = f"на обліку № {row.treasury_number or NOTHING}" if row.treasury_number or row.treasury_on else ""
    if row.treasury_on:
        treasury += f" від {row.treasury_on:%d.%m.%Y}"
    cancelled = f"знято {row.cancelled_on:%d.%m.%Y}" if row.cancelled_on else ""
    return "; ".join(filter(None, (f"захід {row.measure.code}", row.prozorro_id, treasury, cancelled)))


def _row(number: int, row: Commitment) -> Row:
    own = partial(source_of, row)
    cells = (
        (text_cell(str(number)), own()),
        (text_cell(row.program_code_id or NOTHING), own("program_code")),
        (text_cell(row.economic_code_id or NOTHING), own("economic_code")),
        (text_cell(document_words(row), heads_row=True), own("subject")),
        (text_cell(payee_words(row.payee_name, row.payee_code)), own("payee_name")),
        (text_cell(row.payee_account or NOTHING), own("payee_account")),
        (amount_cell(row.amount), own("amount")),
        (amount_cell(row.prepayment), own("prepayment")),
        (until_cell(row.until), own("until")),
        (text_cell(_note(row)), own()),
    )
    return Row(tuple(replace(cell, source=source) for cell, source in cells), key=str(number))


def _rows(report: Report) -> list[Commitment]:
    return list(Commitment.objects.of_program(report.program).signed_within(report.span))


def _total(rows: list[Commitment]) -> Row:
    """Return the total; of prepayments where there is any."""
    prepaid = [row.prepayment for row in rows if row.prepayment is not None]
    cells = (
        text_cell(""),
        text_cell(""),
        text_cell(""),
        total_cell(),
        text_cell(""),
        text_cell(""),
        amount_cell(_sum(rows), bold=True),
        amount_cell(sum(prepaid, NO_HRYVNIAS) if prepaid else None, bold=True),
        text_cell(""),
        text_cell(""),
    )
    return Row(cells, sums=("*",))


def _table_rows(rows: list[Commitment]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield _row(number, row)
    yield _total(rows)


def commitment_register(report: Report) -> Document:
    """Return the register of the commitments made in the period; raises ``PaperNotFound`` of one too long for paper."""
    rows = _rows(report)
    refuse_long(len(rows))
    table = Table(COLUMNS, tuple(RowGroup((row,)) for row in _table_rows(rows)), True, NAME, dense=True)
    blocks = (
        *parts.head(report, NAME.upper(), f"за {report.edition.titled('Програмою')}"),
        *unit_lines(report),
        table,
        parts.note(_counted(report, rows)),
        *endings(report),
    )
    title = parts.titled(report, f"{NAME} за {report.edition.titled('Програмою')}")
    return parts.document(report, title, (Landscape(blocks),))


def _counted(report: Report, rows: list[Commitment]) -> str:
    """Return how many commitments there are, and how many of them nobody has cancelled by the report's day."""
    standing = _standing(report, rows)
    words = f"Зобов’язань: {len(rows)} на суму {ukrainian.hryvnias(_sum(rows))}"
    if len(standing) < len(rows):
        day = f"{report.span.on:%d.%m.%Y}"
        words += f", з них чинних станом на {day}: {len(standing)} на суму {ukrainian.hryvnias(_sum(standing))}"
    return f"{words}."


def _standing(report: Report, rows: list[Commitment]) -> list[Commitment]:
    return [row for row in rows if row.cancelled_on is None or row.cancelled_on > report.span.on]


def _sum(rows: list[Commitment]) -> Decimal:
    return sum((row.amount for row in rows), NO_HRYVNIAS)


def data_of(report: Report) -> dict[str, Any]:
    """Return every commitment made in the period; in all, and of those that stand on its day."""
    rows = _rows(report)
    return {
        **parts.head_data(report),
        "commitments": [_data(row) for row in rows],
        "total": parts.amount_data(_sum(rows)),
        "standing": parts.amount_data(_sum(_standing(report, rows))),
    }


def _data(row: Commitment) -> dict[str, Any]:
    return {
        "program_code": row.program_code_id or "",
        "economic_code": row.economic_code_id or "",
        "document": row.subject,
        "number": row.number,
        "date": str(row.signed_on),
        "payee": row.payee_name,
        "payee_code": row.payee_code,
        "payee_account": row.payee_account,
        "amount": parts.amount_data(row.amount),
        "prepayment": parts.amount_data(row.prepayment),
        "until": str(row.until) if row.until else None,
        "measure": row.measure.code,
        "prozorro_id": row.prozorro_id,
        "treasury_number": row.treasury_number,
        "treasury_date": str(row.treasury_on) if row.treasury_on else None,
        "cancelled": str(row.cancelled_on) if row.cancelled_on else None,
    }


register_working(
    "commitment-register", _("register of budget commitments for the treasury"), commitment_register, data_of, place=1
)
