"""The estimate of a trip, as the annex of its order: norm, persons, days, currency, rate, sum; the total in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.documents import parts
from delegations.models import Delegation, EstimateLine
from delegations.models.estimate import HRYVNIA, WHOLE, rounded
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Table,
    begun,
    ended,
    plain,
)
from oleksandria_intl.documents.cells import TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells
from oleksandria_intl.models import Council

TITLE = "КОШТОРИС"
ABOUT = "витрат на службове відрядження за кордон"
ADDED_UP = "Суму на кількох осіб складено із сум на кожну особу, округлених до копійки."
DASH = "–"
COLUMNS = (
    Column("№ з/п", 0.06, "center"),
    Column("Вид витрат", 0.28),
    Column("Норма на добу, ціна, валюта", 0.13, "right"),
    Column("Осіб", 0.06, "center"),
    Column("Діб", 0.06, "center"),
    Column("Сума у валюті", 0.14, "right", kind="sum"),
    Column("Курс НБУ", 0.11, "right"),
    Column("Сума, грн", 0.16, "right", kind="sum"),
)
KINDS = {
    "travel": "Проїзд",
    "per-diem": "Добові",
    "lodging": "Проживання",
    "insurance": "Страхування",
    "meals": "Офіційний сніданок, обід, вечеря",
    "buffet": "Буфетне обслуговування під час переговорів",
    "transport": "Транспортне обслуговування",
    "culture": "Культурна програма",
    "interpreter": "Послуги перекладача",
    "gifts": "Сувеніри",
    "other": "Інші витрати",
}
"""What papers call a kind of expenses."""


@dataclass(frozen=True)
class PrintedLine:
    """Lines of an estimate that differ by their members alone: a paper prints one for all of these."""

    lines: tuple[EstimateLine, ...]

    @property
    def first(self) -> EstimateLine:
        """One of the lines: what all of them say."""
        return self.lines[0]

    @property
    def persons(self) -> int:
        """The people of all lines."""
        return sum(line.persons for line in self.lines)

    @property
    def in_currency(self) -> Decimal | None:
        """The sum in the line's currency; None of one without a norm."""
        sums = [line.in_currency for line in self.lines]
        return None if None in sums else sum(filter(None, sums), Decimal(0))

    @cached_property
    def amount(self) -> Decimal:
        """The planned hryvnias."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def name(self) -> str:
        """What the money is for: «Добові, Польща (55 % норми)»."""
        line = self.first
        if line.name_uk:
            return line.name_uk
        words = f"{KINDS[line.kind]}, {line.country.name_uk}" if line.country else KINDS[line.kind]
        return words if line.percent == WHOLE else f"{words} ({line.percent}{ukrainian.NBSP}% норми)"

    @property
    def is_added_up(self) -> bool:
        """Whether the sums of its members, each to the kopiyka, make another one than the whole line would."""
        whole = self.in_currency
        return whole is not None and rounded(whole * self.first.rate) != self.amount


def printed_lines(lines: Iterable[EstimateLine]) -> list[PrintedLine]:
    """Return the lines as papers print them: by source and kind, those of several members together."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    groups: dict[tuple[Any, ...], list[EstimateLine]] = {}
    for line in lines:
        known = (line.name_uk, line.country_id, line.norm, line.percent, line.currency, line.rate, line.days)
        alone = line.pk if line.norm is None else None
        groups.setdefault((line.source.order, line.source.code, order[line.kind], *known, alone), []).append(line)
    ordered = sorted(groups.items(), key=lambda item: (*item[0][:3], item[1][0].place))
    return [PrintedLine(tuple(found)) for _place, found in ordered if any(line.amount for line in found)]


def estimate_blocks(delegation: Delegation) -> Blocks:
    """Return the estimate without its mark and signature; nothing where it has no line that costs anything."""
    lines = printed_lines(EstimateLine.objects.of_delegations([delegation.pk]))
    if not lines:
        return ()
    return (*_head(delegation), _table(lines), *_words(lines))


def _head(delegation: Delegation) -> Iterator[Block]:
    yield Heading(1, TITLE, anchor="estimate")
    for line in (ABOUT, f"{delegation.place}, {delegation.period_text()}"):
        yield Paragraph(plain(line, bold=True), align="center", indent=False, keep_with_next=True)
    if delegation.is_demonstration:
        yield Paragraph(plain(parts.DEMONSTRATION))


def _table(lines: list[PrintedLine]) -> Table:
    """Return the lines, headed by their source where there are several, and the total."""
    sources = [(code, list(rows)) for code, rows in groupby(lines, key=lambda line: line.first.source)]
    groups, number = [], 0
    for source, rows in sources:
        if len(sources) > 1:
            head = text_cell(source.name_uk, colspan=len(COLUMNS) - 1, bold=True, align="left", heads_row=True)
            subtotal = sum((row.amount for row in rows), Decimal(0))
            cells = (head, amount_cell(subtotal, bold=True))
            groups.append(RowGroup((Row(sourced_cells(cells, source_of(source, "name_uk"))),)))
        for row in rows:
            number += 1
            groups.append(RowGroup((_row(number, row),)))
    total = sum((line.amount for line in lines), Decimal(0))
    named = text_cell(TOTAL, colspan=len(COLUMNS) - 1, bold=True, align="left", heads_row=True)
    groups.append(RowGroup((Row((named, amount_cell(total, bold=True)), is_total=True),)))
    return Table(COLUMNS, tuple(groups), True, "Кошторис витрат", dense=True)


def _row(number: int, row: PrintedLine) -> Row:
    line = row.first
    is_foreign = line.currency != HRYVNIA
    cells = (
        text_cell(str(number)),
        text_cell(row.name, heads_row=True),
        _norm_cell(line),
        text_cell(str(row.persons) if line.norm is not None else DASH),
        text_cell(str(line.days) if line.norm is not None else DASH),
        text_cell(_in_currency(row) if is_foreign else DASH),
        text_cell(ukrainian.number(line.rate, least=4) if is_foreign else DASH),
        amount_cell(row.amount),
    )
    return Row(sourced_cells(cells, source_of(line)), key=str(number))


def _norm_cell(line: EstimateLine) -> Cell:
    """Return the norm and its currency: «42,00 EUR»."""
    if line.norm is None:
        return text_cell(DASH)
    currency = "грн" if line.currency == HRYVNIA else line.currency
    return text_cell(f"{ukrainian.number(line.norm, least=2)}{ukrainian.NBSP}{currency}")


def _in_currency(row: PrintedLine) -> str:
    sum_ = row.in_currency
    if sum_ is None:
        return DASH
    return f"{ukrainian.number(sum_, least=2)}{ukrainian.NBSP}{row.first.currency}"


def _words(lines: list[PrintedLine]) -> Iterator[Block]:
    """Yield the total in figures and words, and what of it each source gives."""
    total = sum((line.amount for line in lines), Decimal(0))
    yield Paragraph(plain(f"Усього: {in_figures_and_words(total)}."))
    codes = sorted({line.economic_code.code for row in lines for line in row.lines if line.economic_code})
    names = dict.fromkeys(line.first.source.name_uk for line in lines)
    under = f", КЕКВ {', '.join(codes)}" if codes else ""
    yield Paragraph(plain(f"Джерела фінансування: {'; '.join(names)}{under}."))
    if any(line.is_added_up for line in lines):
        yield Paragraph(plain(ADDED_UP))


def in_figures_and_words(amount: Decimal) -> str:
    """Return «11 500,00 грн (одинадцять тисяч п'ятсот гривень 00 копійок)»."""
    return f"{ukrainian.number(amount, least=2)}{ukrainian.NBSP}грн ({ukrainian.sum_in_words(amount)})"


def visit_estimate(delegation: Delegation) -> Document:
    """Return the estimate by itself, under its mark as an annex of the order; raises ``PaperNotFound`` without one."""
    blocks = estimate_blocks(delegation)
    if not blocks:
        raise papers.PaperNotFound(_("The estimate has no lines yet."))
    if order := delegation.order:
        blocks = ended(begun(blocks, (letters.annex_mark(order),)), letters.annex_signature(order))
    history = EstimateLine.history.filter(delegation=delegation.pk)
    title = f"Кошторис {ABOUT}: {delegation}"
    return parts.document(delegation, title, blocks, parts.moment_of(delegation, history))


def data_of(delegation: Delegation) -> dict[str, Any]:
    """Return the lines as printed, in hryvnias with kopiykas, and their total."""
    lines = printed_lines(EstimateLine.objects.of_delegations([delegation.pk]))
    return {
        "council": Council.objects.for_papers().name_uk,
        "delegation": delegation.code,
        "lines": [
            {
                "kind": line.first.kind,
                "name": line.name,
                "source": line.first.source.code,
                "economic_code": line.first.economic_code.code if line.first.economic_code else None,
                "norm": None if line.first.norm is None else f"{line.first.norm:.2f}",
                "percent": line.first.percent,
                "currency": line.first.currency,
                "rate": str(line.first.rate),
                "persons": line.persons,
                "days": line.first.days,
                "amount": f"{line.amount:.2f}",
            }
            for line in lines
        ],
        "total": f"{sum((line.amount for line in lines), Decimal(0)):.2f}",
    }


def has_estimate(delegation: Delegation) -> bool:
    """Whether a trip has an estimate that a paper could print."""
    return delegation.direction == Delegation.Direction.OUT and delegation.lines.planned() > 0


papers.register(
    papers.PaperKind(
        kind="visit-estimate",
        app="delegations",
        title=gettext_lazy("estimate of the trip"),
        key_help=parts.KEY,
        find=parts.find,
        build=visit_estimate,
        data=data_of,
        key_of=parts.key_of,
        applies=has_estimate,
        of="delegation",
        place=20,
    )
)
