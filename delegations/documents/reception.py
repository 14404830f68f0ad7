"""The papers of a reception: the mayor's order with its annexes, and the estimate by norm, persons and days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy

from delegations import orders
from delegations.documents import parts
from delegations.documents.reception_parts import centred, demonstration_mark
from delegations.documents.stay import programme_of_stay
from delegations.models import Delegation, EstimateLine, StayItem
from delegations.models.estimate import HRYVNIA
from delegations.receptions import Reception, city_words, days_words
from oleksandria_intl import acts, papers, ukrainian
from oleksandria_intl.acts.documents import titled
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    Blocks,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Table,
    ended,
    plain,
)
from oleksandria_intl.documents.cells import TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells
from oleksandria_intl.models import Decision, DecisionPoint, as_signed

ESTIMATE = "КОШТОРИС"
COLUMNS = (
    Column("№ з/п", 0.08, "center"),
    Column("Найменування видатків", 0.36),
    Column("Норма, грн", 0.14, "right", kind="sum"),
    Column("Кількість осіб", 0.12, "center", kind="count"),
    Column("Кількість днів", 0.12, "center", kind="count"),
    Column("Сума, грн", 0.18, "right", kind="sum"),
)
SOURCE = "Джерело фінансування"
Annex = tuple[Callable[[str], ApprovalMark], Blocks]


def reception_order(delegation: Delegation) -> Document:
    """Return the order with its annexes, programme and estimate; raises ``PaperNotFound`` where none is begun."""
    order = as_signed(orders.order_of(delegation))
    matter, reception = acts.matter_of(order), Reception(delegation)
    mark = acts.mark_of(order, matter)
    made_by, annexes = letters.prepared_by(order, is_draft=bool(mark)), list(_annexes(reception, order))
    ending = ended(letters.annexed(annexes), made_by) if annexes else made_by
    blocks = demonstration_mark(delegation) + letters.act(order, matter.words, mark=mark) + ending
    whole = parts.document(delegation, titled(order, matter), blocks, _moment(delegation))
    return replace(whole, mark=letters.page_mark(mark, order))


def _annexes(reception: Reception, order: Decision) -> Iterator[Annex]:
    """Yield what the order approves, where there is something of it."""
    mark = partial(letters.annex_mark, order)
    if reception.stay:
        yield mark, programme_of_stay(reception) + letters.annex_signature(order)
    if reception.lines:
        yield mark, estimate_of(reception) + letters.annex_signature(order)


def reception_estimate(delegation: Delegation) -> Document:
    """Return the estimate alone, under the mark of the order that approves it, where there is one."""
    order = delegation.order
    mark = (letters.annex_mark(order),) if order else ()
    signature = letters.annex_signature(order) if order else ()
    blocks = (*mark, *estimate_of(Reception(delegation)), *signature)
    title = f"Кошторис видатків на прийом делегації {city_words(delegation)}"
    return parts.document(delegation, title, blocks, _moment(delegation))


def estimate_of(reception: Reception) -> Blocks:
    """Return the estimate: a row for each line, the total, the total in words, the sources of funding."""
    delegation = reception.delegation
    heads = (f"видатків на прийом делегації {city_words(delegation)}", days_words(delegation))
    rows = [RowGroup((_row(number, line),)) for number, line in enumerate(reception.lines, 1)]
    words = f"Загальна сума: {sum_words(reception)}."
    return (
        *demonstration_mark(delegation),
        Heading(1, ESTIMATE, anchor="estimate"),
        *(centred(head) for head in heads if head),
        Table(COLUMNS, (*rows, RowGroup((_total(reception),))), title=ESTIMATE.capitalize()),
        Paragraph(plain(words), keep_with_next=True),
        *_sources(reception),
    )


def sum_words(reception: Reception) -> str:
    """Return what the stay is to cost: «11 500,00 - одинадцять тисяч п'ятсот гривень 00 копійок»."""
    return f"{ukrainian.number(reception.estimate, least=2)} - {ukrainian.sum_in_words(reception.estimate)}"


def _row(number: int, line: EstimateLine) -> Row:
    cells = (
        text_cell(f"{number}."),
        text_cell(ukrainian.capitalised(str(line)), heads_row=True, source=source_of(line, "name_uk")),
        _norm(line),
        text_cell(str(line.persons)),
        text_cell(str(line.days)),
        amount_cell(line.amount),
    )
    return Row(sourced_cells(cells, source_of(line)), key=str(number))


def _norm(line: EstimateLine) -> Cell:
    """Return the norm; one in another currency says which."""
    if line.norm is None or line.currency == HRYVNIA:
        return amount_cell(line.norm)
    return text_cell(f"{ukrainian.number(line.norm, least=2)} {line.currency}", align="right")


def _total(reception: Reception) -> Row:
    total = text_cell(TOTAL, colspan=5, bold=True, heads_row=True)
    return Row((total, amount_cell(reception.estimate, bold=True)), sums=("*",))


def _sources(reception: Reception) -> Iterator[Block]:
    """Yield which sources pay, and how much each where there are several."""
    sums: dict[str, Any] = {}
    for line in reception.lines:
        sums[line.source.name_uk] = sums.get(line.source.name_uk, 0) + line.amount
    named = [f"{name} – {ukrainian.hryvnias(amount)}" if len(sums) > 1 else name for name, amount in sums.items()]
    said = "; ".join(named)
    if payer := reception.delegation.payer_words:
        said = f"{said} ({payer})" if said else payer
    if said:
        yield Paragraph(plain(f"{SOURCE}: {ukrainian.capitalised(said) if not sums else said}."))


def _moment(delegation: Delegation) -> Any:
    order = delegation.order_id
    return parts.moment_of(
        delegation,
        EstimateLine.history.filter(delegation=delegation.pk),
        StayItem.history.filter(delegation=delegation.pk),
        Decision.history.filter(id=order),
        DecisionPoint.history.filter(decision=order),
    )


def data_of(delegation: Delegation) -> dict[str, Any]:
    """Return the estimate's lines and what everybody may know of the reception: numbers and sums, no names."""
    reception = Reception(delegation)
    return {
        "code": delegation.code,
        "city": delegation.place,
        "period": delegation.period_text(),
        "guests": reception.number,
        "lines": [
            {
                "name": str(line),
                "norm": str(line.norm) if line.norm is not None else None,
                "currency": line.currency,
                "persons": line.persons,
                "days": line.days,
                "amount": str(line.amount),
                "source": line.source.name_uk,
            }
            for line in reception.lines
        ],
        "total": str(reception.estimate),
    }


def is_reception(delegation: Delegation) -> bool:
    """Whether guests come: only they have these papers."""
    return delegation.direction == Delegation.Direction.IN


def _phone(delegation: Delegation) -> str:
    executor = delegation.order.executor if delegation.order else None
    return executor.phone if executor else ""


def is_ordered(delegation: Delegation) -> bool:
    """Whether an order on a reception is begun."""
    return is_reception(delegation) and delegation.order_id is not None


ORDER = papers.PaperKind(
    kind="reception-order",
    app="delegations",
    title=gettext_lazy("order on the reception"),
    key_help=parts.KEY,
    find=parts.find,
    build=reception_order,
    data=data_of,
    key_of=parts.key_of,
    applies=is_ordered,
    is_final=lambda delegation: bool(delegation.order and delegation.order.is_signed),
    is_shown=orders.is_shown,
    of="delegation",
    place=10,
    phone_of=_phone,
)
ESTIMATE_ALONE = replace(
    ORDER,
    kind="reception-estimate",
    title=gettext_lazy("estimate of the reception"),
    build=reception_estimate,
    applies=is_reception,
    is_final=lambda delegation: False,
    is_shown=lambda key: False,
    place=11,
)
for kind in (ORDER, ESTIMATE_ALONE):
    papers.register(kind)
