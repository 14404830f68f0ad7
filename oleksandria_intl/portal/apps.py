"""The composition as a Django application."""

from django.apps import AppConfig, apps


class PortalConfig(AppConfig):
    """What looks at every app: addresses, pages, commands."""

    name = "oleksandria_intl.portal"

    def ready(self) -> None:
        if not apps.is_installed("oleksandria_intl"):  # the command ``production`` knows commands alone
            return
        from oleksandria_intl.portal import search, start  # noqa: F401
