"""Django's command line, which refuses a database that it cannot use in a sentence instead of a traceback."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl import __version__, database, starting
from oleksandria_intl.backup import shut
from oleksandria_intl.stack import roomy

WITHOUT_TABLES = frozenset(
    (
        *("check", "compilemessages", "collectstatic", "dbshell", "demo", "diffsettings", "findstatic", "inspectdb"),
        *("makemessages", "makemigrations", "move_data", "optimizemigration", "production", "sendtestemail"),
        *("showmigrations", "sqlmigrate", "squashmigrations", "startapp", "startproject", "test", "testserver"),
    )
)
"""The commands that need no tables of the portal's database; ``demo`` makes its own."""


class CommandLine(ManagementUtility):
    """Checks the database before a command that needs its tables, and that nobody restores it meanwhile."""

    def execute(self) -> None:
        """Run the command; the version that is asked for is the portal's."""
        if self.argv[1:] in (["--version"], ["version"]):
            sys.stdout.write(f"{__version__}\n")
        else:
            super().execute()

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Return the command; where Django would only warn of missing migrations, it refuses."""
        # Everything is loaded by now (see manage.py), and need not be looked through again.
        gc.freeze()
        gc.enable()
        command = super().fetch_command(subcommand)
        command.get_version = lambda: __version__  # type: ignore[method-assign]
        if subcommand not in WITHOUT_TABLES:
            command.requires_migrations_checks = True
            complaint = database.complaint_before_migrating if subcommand == "migrate" else database.complaint
            command.check_migrations = partial(_refuse, complaint)  # type: ignore[method-assign]
        return command


def execute(argv: Sequence[str]) -> None:
    """Run the command that the line names; with wrong settings none runs but the one that makes them."""
    if argv[1:2] == ["production"]:
        _settle_for_production()
    else:
        starting.stop_if(starting.complaint_of_settings(), code=1)
    roomy(CommandLine(list(argv)).execute)()


def _settle_for_production() -> None:
    """Do without the portal's settings: ``production`` makes the environment from which they are read.

    They would make ``var/`` in the checkout, and belong to whoever installs the portal, not to its user.
    """
    settings.configure(
        INSTALLED_APPS=["oleksandria_intl.portal"],
        LANGUAGE_CODE="uk",
        LOCALE_PATHS=[Path(__file__).resolve().parent / "locale"],
    )


def _refuse(complaint: Callable[[], str]) -> None:
    if shut.is_shut():
        raise CommandError(_("A restore of a backup is under way; try again when it is done."))
    if sentence := complaint():
        raise CommandError(sentence)
