"""Delegations as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    """Planned visits and conferences."""

    name = "delegations"
    verbose_name = _("Visits and conferences")

    def ready(self) -> None:
        from delegations import checks, search, sections, withholding  # noqa: F401

        withholding.register()
        withholding.register_pictures()
