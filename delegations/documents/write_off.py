"""The act by which what guests were given is written off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.documents.reception_parts import centred, demonstration_mark, newest
from delegations.models import CommissionMember, Delegation, Giving, WriteOffAct
from delegations.receptions import city_words, days_words
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    Blocks,
    Column,
    Heading,
    Paragraph,
    Requisites,
    Row,
    RowGroup,
    Signature,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced, sourced_cells
from oleksandria_intl.models import Council, Term

KIND = "write-off-act"
TITLE = "АКТ"
ABOUT = "на списання сувенірної продукції та витрат на прийом"
COLUMNS = (
    Column("№ з/п", 0.07, "center"),
    Column("Найменування", 0.27),
    Column("Од.", 0.08, "center"),
    Column("Кількість", 0.11, "center"),
    Column("Ціна, грн", 0.12, "right", kind="sum"),
    Column("Сума, грн", 0.13, "right", kind="sum"),
    Column("Кому вручено", 0.22),
)
CONCLUSION = "Зазначені цінності використано за призначенням і підлягають списанню."
SERVED = "використано під час прийому"
CHAIR, MEMBER = "Голова комісії", "Член комісії"
BLANK = "_____"


def write_off_act(act: WriteOffAct) -> Document:
    """Return the act: who approves it, the commission, the event, the rows, the conclusion, the signatures."""
    givings, members = list(act.givings.all()), list(act.commission.all())
    blocks = (
        *demonstration_mark(act),
        _approval(act),
        Heading(1, TITLE, anchor="title"),
        centred(ABOUT),
        Requisites(_dated(act.drawn_on), f"№ {act.number or BLANK}", Council.objects.for_papers().place),
        *_commission(act, members),
        Table(COLUMNS, tuple(_groups(givings)), title="Що списується"),
        Paragraph(plain(f"Усього списано на суму {_sum_words(givings)}.")),
        Paragraph(plain(f"Висновок комісії: {act.conclusion or CONCLUSION}"), source=source_of(act, "conclusion")),
        *_signatures(act, members),
    )
    title = f"Акт {ABOUT} № {act.number or BLANK} від {act.drawn_on:%d.%m.%Y}"
    council = Council.objects.for_papers()
    return Document(
        title=title,
        author=council.name_uk,
        continues_tables=council.continues_tables,
        blocks=sourced(blocks, source_of(act)),
        dated=_moment(act),
    )


def _approval(act: WriteOffAct) -> ApprovalMark:
    lines = ["ЗАТВЕРДЖУЮ"]
    if act.approver:
        lines += [act.approver.post_uk, f"{BLANK} {_name(act.approver, act.drawn_on)}"]
    else:
        lines.append(f"{BLANK}{BLANK}{BLANK}")
    lines.append(ukrainian.long_date(act.signed_on) if act.signed_on else f"«___» {BLANK} {act.drawn_on.year} року")
    return ApprovalMark(tuple(lines), source=source_of(act, "approver"))


def _dated(day: date) -> str:
    return f"від {ukrainian.long_date(day)}"


def _name(term: Term, on: date) -> str:
    return term.official.signature(on)


def _commission(act: WriteOffAct, members: list[CommissionMember]) -> Iterator[Block]:
    """Yield who drew the act up, by which order, after which event."""
    made = f", створена згідно з {act.order_words}" if act.order_words else ""
    yield Paragraph(plain(f"Комісія{made} у складі:"), keep_with_next=True, source=source_of(act, "order_words"))
    for member in members:
        role = CHAIR.lower() if member.is_chair else MEMBER.lower()
        words = f"{role} – {_post(member.term)} {_name(member.term, act.drawn_on)}"
        yield Paragraph(plain(words), align="left", keep_with_next=True, source=source_of(member))
    yield Paragraph(plain(f"склала цей акт про те, що {_event(act)} використано такі матеріальні цінності:"))


def _post(term: Term) -> str:
    """Return a post in running text."""
    return term.post_uk[:1].lower() + term.post_uk[1:]


def _event(act: WriteOffAct) -> str:
    """Return at what the things were used, and by which order it took place."""
    delegation = act.delegation
    if delegation is None:
        return f"на заході «{act.event}»" if act.event else "зі складу"
    order = f" відповідно до {_order(delegation)}" if delegation.order else ""
    what = "під час прийому делегації" if delegation.direction == Delegation.Direction.IN else "під час візиту до"
    where = city_words(delegation)
    return f"{what} {where} {days_words(delegation)}{order}"


def _order(delegation: Delegation) -> str:
    order = delegation.order
    assert order, "asked before"
    return letters.short_reference(order, act=order.body.act_genitive)


def _groups(givings: list[Giving]) -> Iterator[RowGroup]:
    for number, giving in enumerate(givings, 1):
        item = giving.purchase.item
        whom = giving.to_whom or SERVED
        cells = (
            text_cell(f"{number}."),
            text_cell(item.name_uk, heads_row=True, source=source_of(item, "name_uk")),
            text_cell(item.unit_uk, source=source_of(item, "unit_uk")),
            text_cell(str(giving.quantity), source=source_of(giving, "quantity")),
            amount_cell(giving.purchase.price),
            amount_cell(giving.amount),
            text_cell(whom, source=source_of(giving, "to_whom")),
        )
        yield RowGroup((Row(sourced_cells(cells, source_of(giving)), key=str(number)),))
    total = text_cell(TOTAL, colspan=5, bold=True, heads_row=True)
    yield RowGroup((Row((total, amount_cell(_sum(givings), bold=True), text_cell("")), sums=("*",)),))


def _sum(givings: list[Giving]) -> Decimal:
    return sum((giving.amount for giving in givings), Decimal(0))


def _sum_words(givings: list[Giving]) -> str:
    total = _sum(givings)
    return f"{ukrainian.number(total, least=2)} - {ukrainian.sum_in_words(total)}"


def _signatures(act: WriteOffAct, members: list[CommissionMember]) -> Blocks:
    return tuple(
        Signature(CHAIR if member.is_chair else MEMBER, _name(member.term, act.drawn_on), source=source_of(member))
        for member in members
    )


def _moment(act: WriteOffAct) -> datetime:
    histories = (
        WriteOffAct.history.filter(id=act.pk),
        Giving.history.filter(act=act.pk),
        CommissionMember.history.filter(act=act.pk),
    )
    return newest(histories, act.drawn_on)


def find(key: str, scope: papers.Scope) -> WriteOffAct:
    """Return the act of this record key; raises ``PaperNotFound`` with a sentence."""
    found = WriteOffAct.objects.with_details().filter(record_key=key).first()
    if found is None:
        raise papers.PaperNotFound(_("There is no act of writing off “%(key)s”.") % {"key": key})
    return found


def data_of(act: WriteOffAct) -> dict[str, Any]:
    """Return numbers and sums of what the act writes off; nobody who got anything is named."""
    givings = list(act.givings.all())
    return {
        "number": act.number,
        "date": str(act.drawn_on),
        "event": act.event_words,
        "rows": [
            {
                "name": giving.purchase.item.name_uk,
                "unit": giving.purchase.item.unit_uk,
                "quantity": giving.quantity,
                "price": str(giving.purchase.price),
                "amount": str(giving.amount),
            }
            for giving in givings
        ],
        "total": str(_sum(givings)),
    }


papers.register(
    papers.PaperKind(
        kind=KIND,
        app="delegations",
        title=gettext_lazy("act of writing off"),
        key_help=gettext_lazy("the record id of the act"),
        find=find,
        build=write_off_act,
        data=data_of,
        key_of=lambda act: act.record_key,
        of="write-off",
    )
)
