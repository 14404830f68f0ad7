"""What came of a programme, as its public page shows it: plan and fact of the indicators, what one unit cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.reports import Report
from budget.unit_costs import UnitCost, unit_costs
from programs.models import Indicator
from programs.outcomes import Outcome, outcomes_of

HEADS = {
    Indicator.Kind.INPUT.value: _("Inputs"),
    Indicator.Kind.PRODUCT.value: _("Product"),
    Indicator.Kind.EFFICIENCY.value: _("Efficiency"),
    Indicator.Kind.QUALITY.value: _("Quality"),
    "": _("Other indicators"),
}


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """An indicator in a year, with what one unit of it cost where that is known."""

    outcome: Outcome
    cost: UnitCost | None


@dataclass(frozen=True, slots=True)
class ShownKind:
    """The outcomes of a kind under its head."""

    head: Any
    rows: list[ShownOutcome]


def shown_outcomes(report: Report) -> list[ShownKind]:
    """Return the outcomes of the years of a report's period by kind; nothing for a programme without indicators."""
    costs = {(cost.outcome.number, cost.outcome.year): cost for cost in unit_costs(report.edition, report.span)}
    return [
        ShownKind(HEADS[group.kind], [ShownOutcome(row, costs.get((row.number, row.year))) for row in group.rows])
        for group in outcomes_of(report.edition, report.span.start, report.span.last_day)
    ]
