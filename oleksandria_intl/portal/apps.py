"""The composition as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What looks at every app: addresses, pages, commands."""

    name = "oleksandria_intl.portal"

    def ready(self) -> None:
        from oleksandria_intl.portal import search  # noqa: F401
