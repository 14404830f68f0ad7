"""The house as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HouseConfig(AppConfig):
    """The council, its people, decisions and papers; the ground that all other apps stand on."""

    name = "oleksandria_intl"
    verbose_name = _("Council and decisions")

    def ready(self) -> None:
        """Connect what the house does after a migration, at a login, when rows are deleted or changed."""
        from oleksandria_intl import (  # noqa: F401
            acts,
            content_triggers,
            council_checks,
            decisions_waiting,
            guards,
            issued_files,
            issued_list,
            lasting,
        )
        from oleksandria_intl.accounts import signals
        from oleksandria_intl.acts import approvals, executive, extracts, notes, signing, steps  # noqa: F401
        from oleksandria_intl.acts import words as offered
        from oleksandria_intl.gallery import people as gallery_people
        from oleksandria_intl.path import by_themselves, dates  # noqa: F401
        from oleksandria_intl.path import guard as path_guard
        from oleksandria_intl.personal_data import own
        from oleksandria_intl.publication import carrier
        from oleksandria_intl.publication import checks as publication_checks  # noqa: F401
        from oleksandria_intl.signed_copies import guard as signed_guard
        from oleksandria_intl.signed_copies import verifying  # noqa: F401
        from oleksandria_intl.start import council, people, staff  # noqa: F401
        from oleksandria_intl.undo import recording
        from oleksandria_intl.votes import checks as votes_checks  # noqa: F401
        from oleksandria_intl.votes import documents as votes_documents  # noqa: F401
        from oleksandria_intl.votes import guard as votes_guard

        for guard in (lasting, path_guard, votes_guard, signed_guard):
            guards.register(guard.triggers)
        acts.register_carrier(carrier.CARRIER)
        post_migrate.connect(guards.install_after_migrate)
        post_migrate.connect(content_triggers.install_after_migrate)
        post_migrate.connect(_make_cache_table, sender=self)
        signals.connect()
        own.register_own()
        offered.register()
        gallery_people.register_pictures()
        recording.connect()


def _make_cache_table(using: str, **kwargs: Any) -> None:
    call_command("createcachetable", database=using, verbosity=0)
