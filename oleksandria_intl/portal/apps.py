"""The composition as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What looks at every app: the addresses, the pages that join apps, the commands."""

    name = "oleksandria_intl.portal"
