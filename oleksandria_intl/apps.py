"""The house as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import logs


class HouseConfig(AppConfig):
    """The council, its people, decisions and papers; the ground that all other apps stand on."""

    name = "oleksandria_intl"
    verbose_name = _("Council and decisions")

    def ready(self) -> None:
        """Have the triggers of the content's version installed with every migration, and failed logins logged."""
        from django.contrib.auth.signals import user_login_failed

        from oleksandria_intl import content_triggers
        from oleksandria_intl.personal_data import own

        post_migrate.connect(content_triggers.install_after_migrate)
        user_login_failed.connect(logs.log_failed_login, dispatch_uid="oleksandria_intl.logs")
        own.register_own()
