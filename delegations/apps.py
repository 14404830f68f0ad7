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
            documents,
            guard,
            orders,
            report_guard,
            report_waiting,
            reporting,
            search,
            sections,
        )
        from delegations.models import Delegation
        from oleksandria_intl import acts, guards

        guards.register(guard.triggers)
        guards.register(report_guard.triggers)
        acts.register_carrier(orders.CARRIER)
        orders.register_annex(Delegation.Direction.OUT, documents.estimate.estimate_blocks)
