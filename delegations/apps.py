"""Delegations as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    """Planned visits and conferences; delegations out and in."""

    name = "delegations"
    verbose_name = _("Visits and conferences")

    def ready(self) -> None:
        from delegations import (  # noqa: F401
            checks,
            contacts,
            documents,
            found_by,
            guard,
            money_waiting,
            orders,
            reception_checks,
            reception_order,
            report_guard,
            report_waiting,
            reporting,
            search,
            sections,
            stock_guard,
            trip_checks,
            trips_waiting,
            withholding,
            workbook,
        )
        from delegations.grids import VisitsGrid
        from delegations.models import Delegation
        from oleksandria_intl import acts, guards
        from programs import grids

        guards.register(guard.triggers)
        guards.register(report_guard.triggers)
        guards.register(stock_guard.triggers)
        guards.explain(stock_guard.MORE_THAN_LEFT, stock_guard.refusal_of_more)
        guards.explain(stock_guard.SIGNED_STAYS, stock_guard.refusal_of_signed)
        acts.register_carrier(orders.CARRIER)
        orders.register_annex(Delegation.Direction.OUT, documents.estimate.estimate_blocks)
        grids.register(VisitsGrid)
        withholding.register()
        workbook.register()
        withholding.register_pictures()
