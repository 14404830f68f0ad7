"""What a report says of the cost of one unit and of one inhabitant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budget import report_notes
from budget.reports import Report
from budget.unit_costs import InhabitantCost, UnitCost, inhabitant_cost, unit_costs
from oleksandria_intl import ukrainian


@report_notes.register
def costs(report: Report) -> Iterator[str]:
    """Yield a sentence for each indicator of product whose cost is known, and one on the inhabitants."""
    for cost in unit_costs(report.edition, report.span):
        yield _unit(cost)
    of_inhabitant = inhabitant_cost(report.span, report.execution.total.paid)
    if of_inhabitant:
        yield _inhabitant(of_inhabitant)


def _unit(cost: UnitCost) -> str:
    """Return «Вартість одиниці показника «Візити» (од.) – 20 000 грн: сплачено 60 000 грн за 3 на 31.12.2020.»."""
    indicator = cost.outcome.indicator
    return (
        f"Вартість одиниці показника «{indicator.name_uk}» ({indicator.unit_uk}) – {ukrainian.hryvnias(cost.each)}: "
        f"за заходом {indicator.measure_code} з початку року сплачено {ukrainian.hryvnias(cost.paid)}, "
        f"факт станом на {cost.on:%d.%m.%Y} – {ukrainian.number(cost.fact)}."
    )


def _inhabitant(cost: InhabitantCost) -> str:
    people = cost.population
    return (
        f"Касові видатки за період на одного жителя – {ukrainian.hryvnias(cost.each)}: "
        f"{ukrainian.number(Decimal(people.number))} жителів станом на {people.on:%d.%m.%Y} ({people.source})."
    )
