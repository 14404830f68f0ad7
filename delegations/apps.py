"""Delegations as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    """Planned visits and conferences; delegations out and in."""

    name = "delegations"
    verbose_name = _("Visits and conferences")

    def ready(self) -> None:
        from delegations import checks, documents, guard, report_guard, report_waiting, search, sections  # noqa: F401
        from oleksandria_intl import guards

        guards.register(guard.triggers)
        guards.register(report_guard.triggers)
