"""The budget as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    """Directions, measures and the programme's money."""

    name = "budget"
    verbose_name = _("Measures and money")

    def ready(self) -> None:
        from budget import checks, documents, payees, search, sections, waiting  # noqa: F401

        payees.register_payees()
