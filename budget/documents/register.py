"""The register of payments: every payment of a period, in the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy

from budget.documents import parts
from budget.documents.cells import total_cell
from budget.documents.working import refuse_long
from budget.models import Payment
from budget.persons import Shown, shown
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Cell, Column, Landscape, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, amount_cell, day_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sheets import Sheet
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import Council

COLUMNS = (
    Column("№ з/п", 0.05, "center"),
    Column("Дата", 0.09),
    Column("№ док.", 0.06),
    Column("Платник", 0.11, says_once=True),
    Column("Одержувач", 0.13),
    Column("Код одержувача", 0.085, "center"),
    Column("Призначення", 0.16),
    Column("Захід", 0.055, "center", says_once=True),
    Column("Джерело", 0.085, says_once=True),
    Column("КПКВКМБ", 0.095, "center", says_once=True),
    Column("КЕКВ", 0.06, "center", says_once=True),
    Column("Сума, грн", 0.09, "right"),
)
ROWS_AT_ONCE = 2000


def rows_of(report: Report, *, with_sources: bool = False) -> Iterator[Row]:
    """Yield a row for each payment as it comes from the database, and the total; sheets need no sources."""
    payments = report.execution.payments.registered().iterator(chunk_size=ROWS_AT_ONCE)
    shows_entrepreneurs = Council.objects.for_papers().shows_entrepreneur_codes
    for number, payment in enumerate(payments, 1):
        cells = _cells(number, payment, shown(payment, _purpose(payment), shows_entrepreneurs=shows_entrepreneurs))
        yield Row(_sourced(cells, payment) if with_sources else cells, key=str(number))
    _count, total = report.execution.payments.counted()
    empty = (text_cell("") for _column in COLUMNS[2:-1])
    yield Row((text_cell(""), total_cell(), *empty, amount_cell(total, bold=True)), sums=("*",))


def _cells(number: int, payment: Payment, payee: Shown) -> tuple[Cell, ...]:
    """Return a payment's cells; of a natural person neither name nor code nor purpose is shown."""
    return (
        text_cell(str(number)),
        day_cell(payment.paid_on),
        text_cell(payment.document),
        text_cell(payment.payer.name_uk),
        text_cell(payee.name),
        text_cell(payee.code),
        text_cell(payee.purpose),
        text_cell(payment.measure.code if payment.measure else ""),
        text_cell(payment.source.name_uk),
        text_cell(payment.program_code_id or NOTHING),
        text_cell(payment.economic_code_id or NOTHING),
        amount_cell(payment.amount),
    )


def _sourced(cells: tuple[Cell, ...], payment: Payment) -> tuple[Cell, ...]:
    """Return a payment's cells with the row and field that each prints."""
    own = partial(source_of, payment)
    payee = ("", "", "") if payment.payee_is_person else ("payee_name", "payee_code", "purpose")
    sources = (
        *map(own, ("", "paid_on", "document")),
        source_of(payment.payer, "name_uk"),
        *map(own, (*payee, "measure")),
        source_of(payment.source, "name_uk"),
        *map(own, ("program_code", "economic_code", "amount")),
    )
    return tuple(replace(cell, source=source) for cell, source in zip(cells, sources, strict=True))


def _purpose(payment: Payment) -> str:
    """Return what was paid for; a correction names the payment that it corrects."""
    if payment.corrects is None:
        return payment.purpose
    corrected = f"виправляє платіж від {payment.corrects.paid_on:%d.%m.%Y} № {payment.corrects.document or NOTHING}"
    return f"{payment.purpose}; {corrected}" if payment.purpose else corrected


def payments_register(report: Report) -> Document:
    """Return the register as a paper; raises ``PaperNotFound`` where a spreadsheet has to do."""
    count, total = report.execution.payments.counted()
    refuse_long(count)
    groups = tuple(RowGroup((row,)) for row in rows_of(report, with_sources=True))
    table = Table(COLUMNS, groups, True, "Реєстр платежів", dense=True)
    head = parts.head(report, "РЕЄСТР ПЛАТЕЖІВ", f"за {report.edition.titled('Програмою')}")
    left_out = map(parts.note, _left_out(report))
    notes = (parts.note(f"Платежів: {count} на суму {ukrainian.hryvnias(total)}."), *left_out)
    return _document(report, (Landscape((*head, table, *notes, *parts.signatures(report))),))


def _left_out(report: Report) -> Iterator[str]:
    """Yield what the register leaves out, and why."""
    reasons = (
        (report.execution.waiting, "ще не віднесено до заходів"),
        (report.execution.set_aside, "визнано такими, що не належать до програми"),
    )
    for (count, total), reason in reasons:
        if count:
            payments = ukrainian.counted(count, "платіж", "платежі", "платежів")
            yield f"Не внесено до реєстру: {payments} на суму {ukrainian.hryvnias(total)}, {reason}."


def _document(report: Report, blocks: Any) -> Document:
    title = parts.titled(report, f"Реєстр платежів за {report.edition.titled('Програмою')}")
    return parts.document(report, title, blocks)


def sheets(report: Report) -> Iterator[Sheet]:
    """Yield the register as a sheet whose rows come one at a time."""
    title = f"Реєстр платежів за {report.edition.titled('Програмою')} {parts.period_title(report.span)}"
    mark = (parts.DEMONSTRATION,) if report.execution.is_demonstration else ()
    number = (f"№ {report.number} від {report.issued_on:%d.%m.%Y}",) if report.number else ()
    yield Sheet(
        "Реєстр платежів",
        COLUMNS,
        rows_of(report),
        before=(*mark, title, *number, *_left_out(report)),
        numbered_columns=True,
        mark=parts.interim_words(report.span),
    )


def data_of(report: Report) -> dict[str, Any]:
    """Return every payment of the period."""
    payments = report.execution.payments.registered().iterator(chunk_size=ROWS_AT_ONCE)
    _count, total = report.execution.payments.counted()
    shows_entrepreneurs = Council.objects.for_papers().shows_entrepreneur_codes
    return {
        **parts.head_data(report),
        "payments": [
            _payment_data(payment, shown(payment, _purpose(payment), shows_entrepreneurs=shows_entrepreneurs))
            for payment in payments
        ],
        "total": parts.amount_data(total),
        "left_out": {
            "waiting": _counted_data(report.execution.waiting),
            "set_aside": _counted_data(report.execution.set_aside),
        },
    }


def _counted_data(counted: tuple[int, Decimal]) -> dict[str, Any]:
    count, total = counted
    return {"count": count, "amount": parts.amount_data(total)}


def _payment_data(payment: Payment, payee: Shown) -> dict[str, Any]:
    return {
        "date": str(payment.paid_on),
        "document": payment.document,
        "payer": payment.payer.register_code,
        "payee": payee.name,
        "payee_code": payee.code,
        "purpose": payee.purpose,
        "measure": payment.measure.code if payment.measure else "",
        "source": payment.source.code,
        "program_code": payment.program_code_id or "",
        "economic_code": payment.economic_code_id or "",
        "amount": parts.amount_data(payment.amount),
    }


parts.register_report(
    "payments-register",
    gettext_lazy("register of payments"),
    payments_register,
    data_of,
    sheets=sheets,
    cover=lambda report: _document(report, ()),
    place=3,
)
