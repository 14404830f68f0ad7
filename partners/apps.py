"""Partners as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Countries, cities and the agreements with them."""

    name = "partners"
    verbose_name = _("Partner cities")

    def ready(self) -> None:
        from partners import pictures, search  # noqa: F401

        pictures.register()
