"""What a trip cost: planned, estimated, spent by the reports, paid in cash; by source, kind of expenses and member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from delegations.costs import Costs, Sums, costs_of
from delegations.documents import parts
from delegations.documents.estimate import KINDS, has_estimate, in_figures_and_words
from delegations.models import Advance, Delegation, EstimateLine
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import Block, Column, Heading, Paragraph, Row, RowGroup, Table, plain
from oleksandria_intl.documents.cells import TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells
from oleksandria_intl.models import Council, Natural

TITLE = "ВИТРАТИ НА ПОЇЗДКУ"
WHOLE_DELEGATION = "Делегація загалом"
ESTIMATED = Column("За кошторисом, грн", 0.16, "right", kind="sum")
ACTUAL = Column("За звітами про використання коштів, грн", 0.18, "right", kind="sum")
CASH = Column("Касові видатки, грн", 0.16, "right", kind="sum")
LEFT = Column("Кошторис мінус касові видатки, грн", 0.18, "right", kind="sum")
NOTE = (
    "Касові видатки – платежі за зобов’язаннями, які взято на підставі кошторису поїздки. Риска означає, що "
    "відомостей немає."
)


def visit_costs(delegation: Delegation) -> Document:
    """Return the sheet of costs."""
    costs = costs_of(delegation)
    blocks = (*_head(delegation, costs), *_tables(costs), Paragraph(plain(NOTE)))
    history = EstimateLine.history.filter(delegation=delegation.pk)
    advances = Advance.history.filter(participant__delegation=delegation.pk)
    title = f"Витрати на поїздку: {delegation}"
    return parts.document(delegation, title, blocks, parts.moment_of(delegation, history, advances))


def _head(delegation: Delegation, costs: Costs) -> Iterator[Block]:
    yield Heading(1, TITLE, anchor="costs")
    line = f"{delegation.place}, {delegation.period_text()}"
    yield Paragraph(plain(line, bold=True), align="center", indent=False, keep_with_next=True)
    if delegation.is_demonstration:
        yield Paragraph(plain(parts.DEMONSTRATION))
    if delegation.order:
        order = ukrainian.capitalised(letters.short_reference(delegation.order))
        yield Paragraph(plain(f"Підстава: {order}."), source=source_of(delegation.order))
    if costs.planned is not None:
        yield Paragraph(plain(f"Передбачено програмою: {ukrainian.hryvnias(costs.planned)}."))
    yield Paragraph(plain(f"За кошторисом: {in_figures_and_words(costs.total.estimated)}."))


def _tables(costs: Costs) -> Iterator[Block]:
    """Yield the three tables, each with its head."""
    sources = [(row.of.name_uk, row.of, row) for row in costs.by_source]
    yield from _table("За джерелами фінансування", "Джерело", sources, with_cash=True)
    kinds = [(KINDS[row.of], None, row) for row in costs.by_kind]
    yield from _table("За видами витрат", "Вид витрат", kinds, with_cash=False)
    if any(row.of for row in costs.by_member):
        members = [(row.of.full_name if row.of else WHOLE_DELEGATION, row.of, row) for row in costs.by_member]
        yield from _table("За учасниками", "Учасник", members, with_cash=False)


def _table(
    title: str, head: str, rows: Iterable[tuple[str, Natural | None, Sums]], *, with_cash: bool
) -> Iterator[Block]:
    """Yield a head, and the sums of sources, kinds or members with their total."""
    found = [(name, row, _figures(sums, with_cash=with_cash)) for name, row, sums in rows]
    columns = (Column("№ з/п", 0.06, "center"), Column(head, 0.26), ESTIMATED, ACTUAL)
    groups = []
    for number, (name, row, figures) in enumerate(found, 1):
        cells = (text_cell(str(number)), text_cell(name, heads_row=True), *map(amount_cell, figures))
        groups.append(RowGroup((Row(sourced_cells(cells, source_of(row)) if row else cells, key=str(number)),)))
    total = [_added(column) for column in zip(*(figures for _name, _row, figures in found), strict=True)]
    named = (text_cell(""), text_cell(TOTAL, bold=True, heads_row=True))
    groups.append(RowGroup((Row((*named, *(amount_cell(each, bold=True) for each in total)), sums=("*",)),)))
    yield Heading(2, title)
    yield Table((*columns, *((CASH, LEFT) if with_cash else ())), tuple(groups), True, title)


def _figures(sums: Sums, *, with_cash: bool) -> list[Decimal | None]:
    figures = [sums.estimated, sums.actual]
    return [*figures, sums.cash, sums.left] if with_cash else figures


def _added(figures: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is known; None where nothing is."""
    known = [each for each in figures if each is not None]
    return sum(known, Decimal(0)) if known else None


def data_of(delegation: Delegation) -> dict[str, Any]:
    """Return the sums in hryvnias with kopiykas, without who went."""
    costs = costs_of(delegation)
    return {
        "council": Council.objects.for_papers().name_uk,
        "delegation": delegation.code,
        "planned": _amount(costs.planned),
        **_sums_data(costs.total),
        "by_source": [{"source": row.of.code, **_sums_data(row)} for row in costs.by_source],
        "by_kind": [
            {"kind": row.of, "estimated": _amount(row.estimated), "actual": _amount(row.actual)}
            for row in costs.by_kind
        ],
    }


def _sums_data(sums: Sums) -> dict[str, str | None]:
    return {name: _amount(getattr(sums, name)) for name in ("estimated", "actual", "cash")}


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


papers.register(
    papers.PaperKind(
        kind="visit-costs",
        app="delegations",
        title=gettext_lazy("costs of the trip"),
        key_help=parts.KEY,
        find=parts.find,
        build=visit_costs,
        data=data_of,
        key_of=parts.key_of,
        applies=has_estimate,
        of="delegation",
        formats=("pdf", "docx", "html", "xlsx", "csv", "json"),
        place=70,
    )
)
