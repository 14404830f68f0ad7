"""The budget as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    """Directions, measures and the programme's money."""

    name = "budget"
    verbose_name = _("Measures and money")

    def ready(self) -> None:
        from budget import checks, decisions, documents, limit_guard, notes, payees, search, sections, waiting  # noqa: F401
        from oleksandria_intl import acts, guards

        acts.register_carrier(decisions.CARRIER)
        guards.register(limit_guard.triggers)
        payees.register_payees()
