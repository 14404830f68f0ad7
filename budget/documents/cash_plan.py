"""The plan of use of money: what every month is allotted, against what is committed and what was paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.documents import parts
from budget.documents.cells import total_cell
from budget.months import NO_HRYVNIAS, MonthPlan, MonthPlans
from budget.reports import Report
from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Blocks, Column, Landscape, Row, RowGroup, Table
from oleksandria_intl.documents.cells import amount_cell, text_cell
from oleksandria_intl.documents.document import Document

NOT_ALLOTTED = "не розподілено за місяцями"
FLOWS = {
    "allotted": "Помісячний розпис, грн",
    "committed": "Зобов’язання зі строком у місяці, грн",
    "paid": "Касові видатки, грн",
    "unpromised": "з них без зобов’язань, грн",
}
BALANCES = {
    "unspent": "Невикористано наростаючим підсумком, грн",
    "free": "Вільно для зобов’язань наростаючим підсумком, грн",
}
COLUMNS = (
    Column("Місяць", 0.22),
    *(Column(head, 0.13, "right", kind="sum") for head in (*FLOWS.values(), *BALANCES.values())),
)
NOTES = (
    "Зобов’язання, чинні на день плану, віднесено до місяця, у якому спливає їх строк, а без строку – до місяця, у "
    "якому їх узято, у межах бюджетного року. Від’ємний залишок показує місяць, у якому розпису на зобов’язання не "
    "вистачить.",
    f"Призначення, яке {NOT_ALLOTTED}, доступне в будь-якому місяці, тому залишки починаються з нього.",
    "Невикористано – розписане мінус касові видатки; вільно для зобов’язань – розписане мінус зобов’язання мінус "
    "оплачене без зобов’язань. Суми наведено в гривнях без округлення.",
)


def month_name(plan: MonthPlan) -> str:
    """Return «березень 2020 року», or that the money is allotted to no month."""
    if plan.month is None:
        return NOT_ALLOTTED
    year, month = plan.month
    return f"{ukrainian.MONTHS[month - 1]} {year} року"


def _rows(plans: list[MonthPlan]) -> Iterator[Row]:
    """Yield a row for each month and the total of what flowed: balances are not added up."""
    for plan in plans:
        amounts = (amount_cell(getattr(plan, name)) for name in (*FLOWS, *BALANCES))
        yield Row((text_cell(month_name(plan), heads_row=True), *amounts), key=str(plan.month))
    sums = (amount_cell(total, bold=True) for total in _totals(plans).values())
    yield Row((total_cell(), *sums, *(text_cell("") for _balance in BALANCES)), sums=("*",))


def _totals(plans: list[MonthPlan]) -> dict[str, Decimal]:
    return {name: sum((getattr(plan, name) for plan in plans), NO_HRYVNIAS) for name in FLOWS}


def cash_plan(report: Report) -> Document:
    """Return the plan of the budget years that the report touches, as known on its day."""
    name = f"використання бюджетних коштів за {report.edition.titled('Програмою')}"
    when = f"станом на {report.span.on:%d.%m.%Y}"
    rows = _rows(list(MonthPlans(report)))
    table = Table(COLUMNS, tuple(RowGroup((row,)) for row in rows), True, "План за місяцями", dense=True)
    blocks: Blocks = (
        *parts.head(report, "ПЛАН", name, when),
        table,
        *parts.waiting_notes(report),
        *map(parts.note, NOTES),
        *parts.signatures(report),
    )
    return parts.document(report, parts.titled(report, f"План {name}"), (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return the months with what flows in each and the balances at its end."""
    plans = list(MonthPlans(report))
    return {
        **parts.head_data(report),
        "months": [
            {"year": plan.month and plan.month[0], "month": plan.month and plan.month[1]}
            | {name: parts.amount_data(getattr(plan, name)) for name in (*FLOWS, *BALANCES)}
            for plan in plans
        ],
        "total": {name: parts.amount_data(total) for name, total in _totals(plans).items()},
    }


parts.register_report("cash-plan", _("plan of use of the money by months"), cash_plan, data_of, place=5)
