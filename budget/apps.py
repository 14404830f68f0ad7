"""The budget as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    """Directions, measures and the programme's money."""

    name = "budget"
    verbose_name = _("Measures and money")

    def ready(self) -> None:
        from budget import (  # noqa: F401
            checks,
            decisions,
            documents,
            found_by,
            guard,
            limit_guard,
            limits,
            notes,
            payees,
            periods,
            search,
            sections,
            waiting,
            word_labels,
            workbook,
        )
        from budget.grids import CostEstimateGrid
        from oleksandria_intl import acts, guards
        from programs import grids

        acts.register_carrier(decisions.CARRIER)
        guards.register(guard.triggers)
        guards.register(limit_guard.triggers)
        word_labels.register()
        guards.explain(limits.ABOVE_FREE, limits.refusal)
        guards.explain(guard.REASON_NEEDED, periods.refusal_without_field)
        payees.register_payees()
        grids.register(CostEstimateGrid)
        workbook.register()
