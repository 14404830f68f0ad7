"""The act of reconciliation that two sides sign: the spending unit, and the finance body or a payee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.approval import Approval
from budget.documents import parts
from budget.documents.commitment_register import payee_words
from budget.documents.working import register_working
from budget.models import Commitment, Payment
from budget.querysets import Span
from budget.reports import Report, report_of
from budget.settlements import Entry, Settlement
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.blocks import (
    Blocks,
    Cell,
    Column,
    Paragraph,
    Row,
    RowGroup,
    Signature,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import amount_cell, day_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells
from oleksandria_intl.models import Council

FINANCE_BODY = "фінансовий орган місцевого бюджету"
COLUMNS = (
    Column("№ з/п", 0.05, "center"),
    Column("Дата", 0.09, "center"),
    Column("Зміст операції, документ", 0.34),
    Column("Дебет за даними сторони 1, грн", 0.13, "right", kind="sum"),
    Column("Кредит за даними сторони 1, грн", 0.13, "right", kind="sum"),
    Column("Дебет за даними сторони 2, грн", 0.13, "right", kind="sum"),
    Column("Кредит за даними сторони 2, грн", 0.13, "right", kind="sum"),
)
BY_HAND = "______________ / ______________"
SIGNED = "«___» ____________ 20___ року"
SIDES = (Column("", 0.5, kind="side"), Column("", 0.5, kind="side"))
WORDS = {
    True: "Кредит – взяті зобов’язання і оплачене без зобов’язань; дебет – оплата. Сальдо за кредитом – несплачене за "
    "чинними зобов’язаннями, за дебетом – переплата.",
    False: "Кредит – бюджетні призначення зі змінами; дебет – касові видатки. Сальдо за кредитом – невикористані "
    "призначення, за дебетом – видатки понад призначення.",
}
"""What debit and credit are, by whether the other side is a payee."""


@dataclass(frozen=True)
class Act:
    """An act on a report's period with the finance body, or with the payee of an ЄДРПОУ."""

    report: Report
    payee_code: str = ""
    payee_name: str = ""

    @property
    def key(self) -> str:
        """The act as papers name it: «2020/87654321/2020-01-01/2020-03-31»."""
        report = self.report
        parts = (report.program.slug, self.payee_code, str(report.span.start), str(report.span.end))
        return "/".join(filter(None, parts))

    @property
    def span(self) -> Span:
        """The period."""
        return self.report.span

    @cached_property
    def settlement(self) -> Settlement:
        """The entries and the balances."""
        return Settlement(self.report, self.payee_code)

    @property
    def first_side(self) -> str:
        """The units that the money is granted to, each with its ЄДРПОУ; without any, the council."""
        units = (payee_words(unit.name_uk, unit.register_code) for unit in Approval(self.report).units)
        return "; ".join(units) or Council.objects.for_papers().name_uk

    @property
    def second_side(self) -> str:
        """The payee with its ЄДРПОУ, or the finance body."""
        return payee_words(self.payee_name, self.payee_code) if self.payee_code else FINANCE_BODY


def find(key: str, scope: papers.Scope) -> Act:
    """Return the act of «2020», with the finance body, or of «2020/87654321», with a payee.

    Raises ``PaperNotFound`` with a sentence.
    """
    slug, _slash, code = key.partition("/")
    report = report_of(slug, scope)
    if not code:
        return Act(report)
    named = [*_named(Payment, report, code), *_named(Commitment, report, code)]
    if not named:
        sentence = _("The programme has neither commitments nor payments to a payee with the ЄДРПОУ “%(code)s”.")
        raise papers.PaperNotFound(sentence % {"code": code})
    return Act(report, code, next(filter(None, named), ""))


def _named(model: Any, report: Report, code: str) -> list[str]:
    """Return what the last rows to a payee call it."""
    rows = model.objects.of_program(report.program).to_payee(code, report.span.last_day)
    return list(rows.reverse().values_list("payee_name", flat=True)[:1])


def _balance_cells(balance: Decimal) -> tuple[Cell, Cell]:
    """Return the cells of debit and credit: a balance stands in one of them."""
    shown, empty = amount_cell(abs(balance), bold=True), text_cell("")
    return (empty, shown) if balance >= 0 else (shown, empty)


def _row(number: int, entry: Entry) -> Row:
    amounts = (text_cell("") if side is None else amount_cell(side) for side in (entry.debit, entry.credit))
    cells = (
        text_cell(str(number)),
        day_cell(entry.on),
        text_cell(entry.words, heads_row=True),
        *amounts,
        text_cell(""),
        text_cell(""),
    )
    return Row(sourced_cells(cells, source_of(entry.row)) if entry.row else cells, key=str(number))


def _balance_row(words: str, balance: Decimal) -> Row:
    named = text_cell(words, bold=True, heads_row=True)
    cells = (text_cell(""), text_cell(""), named, *_balance_cells(balance), text_cell(""), text_cell(""))
    return Row(cells, is_total=True)


def _rows(act: Act) -> Iterator[Row]:
    """Yield the opening balance, the entries, what they add up to, the closing balance."""
    settlement, span = act.settlement, act.span
    yield replace(_balance_row(f"Сальдо на {span.start:%d.%m.%Y}", settlement.opening), is_total=False)
    for number, entry in enumerate(settlement.within, 1):
        yield _row(number, entry)
    turnover = (amount_cell(amount, bold=True) for amount in settlement.turnover)
    named = text_cell("Обороти за період", bold=True, heads_row=True)
    yield Row((text_cell(""), text_cell(""), named, *turnover, text_cell(""), text_cell("")), sums=("*",))
    yield _balance_row(f"Сальдо на {span.last_day:%d.%m.%Y}", settlement.closing)


def _outcome(act: Act) -> str:
    """Return what the balance at the end means, in words."""
    balance, day = act.settlement.closing, f"{act.span.last_day:%d.%m.%Y}"
    amount = ukrainian.hryvnias(abs(balance))
    if not balance:
        return f"За даними сторони 1 станом на {day} сальдо дорівнює нулю."
    side = "за кредитом" if balance > 0 else "за дебетом"
    return f"За даними сторони 1 станом на {day} сальдо {side} становить {amount}."


def _signatures(act: Act) -> Table:
    """Return the two blocks of signatures side by side; who signs for the second side writes it by hand."""
    first = [one for one in parts.signatures(act.report) if isinstance(one, Signature)]
    posts = [(f"{one.post} ____________ {one.name}", one.source) for one in first] or [(BY_HAND, None)]
    rows = [Row((text_cell(f"Сторона 1: {act.first_side}"), text_cell(f"Сторона 2: {act.second_side}")))]
    rows += [Row((text_cell(words, source=source), text_cell(BY_HAND))) for words, source in posts]
    rows.append(Row((text_cell(SIGNED), text_cell(SIGNED))))
    return Table(SIDES, (RowGroup(tuple(rows)),), False, "Підписи сторін")


def reconciliation_act(act: Act) -> Document:
    """Return the act."""
    report = act.report
    name = f"розрахунків за {report.edition.titled('Програмою')}"
    entries = tuple(RowGroup((row,)) for row in _rows(act))
    intro = (
        f"Ми, що нижче підписалися, {act.first_side}, далі – сторона 1, і {act.second_side}, далі – сторона 2, "
        f"склали цей акт про стан розрахунків {parts.period_words(report.span)}:"
    )
    blocks: Blocks = (
        *parts.head(report, "АКТ ЗВІРЯННЯ", name),
        Paragraph(plain(intro)),
        Table(COLUMNS, entries, True, "Звіряння розрахунків", dense=True),
        parts.note(WORDS[bool(act.payee_code)]),
        Paragraph(plain(_outcome(act))),
        Paragraph(plain("За даними сторони 2: ______________________________."), keep_with_next=True),
        _signatures(act),
    )
    return parts.document(report, parts.titled(report, f"Акт звіряння {name}"), blocks)


def data_of(act: Act) -> dict[str, Any]:
    """Return the sides, the entries and the balances of the first side."""
    settlement = act.settlement
    debit, credit = settlement.turnover
    return {
        **parts.head_data(act.report),
        "first_side": act.first_side,
        "second_side": act.second_side,
        "opening": parts.amount_data(settlement.opening),
        "entries": [
            {
                "date": str(entry.on),
                "words": entry.words,
                "debit": parts.amount_data(entry.debit),
                "credit": parts.amount_data(entry.credit),
            }
            for entry in settlement.within
        ],
        "debit": parts.amount_data(debit),
        "credit": parts.amount_data(credit),
        "closing": parts.amount_data(settlement.closing),
    }


register_working(
    "reconciliation-act",
    gettext_lazy("act of reconciliation, signed by two sides"),
    reconciliation_act,
    data_of,
    place=3,
    find=find,
    key_help=gettext_lazy("2020: with the finance body; 2020/87654321: with a payee; --from and --to give the period"),
)
