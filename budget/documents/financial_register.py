"""The register of budget financial commitments for the treasury (order 309 of 02.03.2012, annex 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.documents import parts
from budget.documents.cells import total_cell
from budget.documents.commitment_register import payee_words, until_cell
from budget.documents.working import endings, refuse_long, register_working, unit_lines
from budget.models import Commitment, Payment
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Column, Landscape, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of

NAME = "Реєстр бюджетних фінансових зобов’язань"
COLUMNS = (
    Column("№ з/п", 0.045, "center"),
    Column("КПКВК", 0.075, "center"),
    Column("КЕКВ", 0.055, "center"),
    Column("Зареєстроване зобов’язання (номер, дата)", 0.1),
    Column("Документ (назва, номер, дата)", 0.155),
    Column("Контрагент, код", 0.13),
    Column("Рахунок контрагента", 0.12),
    Column("Сума, грн", 0.09, "right", kind="sum"),
    Column("Попередня оплата, грн", 0.08, "right", kind="sum"),
    Column("Строк виконання", 0.075, "center"),
    Column("Примітка", 0.075),
)
NO_PREPAYMENT = None
"""The portal does not know which payment is a prepayment."""


def registered_words(commitment: Commitment | None) -> str:
    """Return the number and the day under which the treasury holds a commitment, else its own."""
    if commitment is None:
        return NOTHING
    number = commitment.treasury_number or commitment.number or NOTHING
    return f"№ {number} від {commitment.treasury_on or commitment.signed_on:%d.%m.%Y}"


def document_words(payment: Payment) -> str:
    """Return what the payment is made by: its purpose, in which the act or the invoice stands, else the contract."""
    return payment.purpose or payment.contract or NOTHING


def _note(payment: Payment) -> str:
    """Return when and by which document it was paid, for which measure, and what it corrects."""
    paid = f"оплачено {payment.paid_on:%d.%m.%Y}" + (f", № {payment.document}" if payment.document else "")
    corrected = f"виправляє платіж від {payment.corrects.paid_on:%d.%m.%Y}" if payment.corrects else ""
    measure = f"захід {payment.measure.code}" if payment.measure else ""
    return "; ".join(filter(None, (paid, measure, corrected)))


def _row(number: int, row: Payment) -> Row:
    own, promise = partial(source_of, row), row.commitment
    account = promise.payee_account if promise else ""
    cells = (
        (text_cell(str(number)), own()),
        (text_cell(row.program_code_id or NOTHING), own("program_code")),
        (text_cell(row.economic_code_id or NOTHING), own("economic_code")),
        (text_cell(registered_words(promise)), source_of(promise) if promise else own("commitment")),
        (text_cell(document_words(row), heads_row=True), own("purpose")),
        (text_cell(payee_words(row.payee_name, row.payee_code)), own("payee_name")),
        (text_cell(account or NOTHING), source_of(promise, "payee_account") if promise else own()),
        (amount_cell(row.amount), own("amount")),
        (amount_cell(NO_PREPAYMENT), own()),
        (until_cell(promise.until if promise else None), source_of(promise, "until") if promise else own()),
        (text_cell(_note(row)), own()),
    )
    return Row(tuple(replace(cell, source=source) for cell, source in cells), key=str(number))


def _table_rows(report: Report) -> Iterator[Row]:
    """Yield a row for each payment and the total, which is what the reports call paid in the period."""
    for number, row in enumerate(report.execution.payments.with_commitments(), 1):
        yield _row(number, row)
    _count, total = report.execution.payments.counted()
    empty = [text_cell("") for _column in range(3)]
    amounts = (amount_cell(total, bold=True), amount_cell(NO_PREPAYMENT, bold=True))
    cells = (text_cell(""), *empty, total_cell(), text_cell(""), text_cell(""), *amounts, text_cell(""), text_cell(""))
    yield Row(cells, sums=("*",))


def financial_register(report: Report) -> Document:
    """Return the register of what was due in the period; raises ``PaperNotFound`` of one too long for paper."""
    count, total = report.execution.payments.counted()
    refuse_long(count)
    table = Table(COLUMNS, tuple(RowGroup((row,)) for row in _table_rows(report)), True, NAME, dense=True)
    blocks = (
        *parts.head(report, NAME.upper(), f"за {report.edition.titled('Програмою')}"),
        *unit_lines(report),
        table,
        parts.note(f"Фінансових зобов’язань: {count} на суму {ukrainian.hryvnias(total)}."),
        *parts.waiting_notes(report),
        *endings(report),
    )
    title = parts.titled(report, f"{NAME} за {report.edition.titled('Програмою')}")
    return parts.document(report, title, (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return every payment of the period with the commitment that it is made under."""
    _count, total = report.execution.payments.counted()
    rows = report.execution.payments.with_commitments()
    return {
        **parts.head_data(report),
        "financial_commitments": [_data(row) for row in rows],
        "total": parts.amount_data(total),
    }


def _data(row: Payment) -> dict[str, Any]:
    promise = row.commitment
    return {
        "program_code": row.program_code_id or "",
        "economic_code": row.economic_code_id or "",
        "commitment": registered_words(promise) if promise else "",
        "document": document_words(row),
        "payee": row.payee_name,
        "payee_code": row.payee_code,
        "payee_account": promise.payee_account if promise else "",
        "amount": parts.amount_data(row.amount),
        "until": str(promise.until) if promise and promise.until else None,
        "date": str(row.paid_on),
        "payment_document": row.document,
        "measure": row.measure.code if row.measure else "",
    }


register_working(
    "financial-commitment-register",
    _("register of budget financial commitments for the treasury"),
    financial_register,
    data_of,
    place=2,
)
