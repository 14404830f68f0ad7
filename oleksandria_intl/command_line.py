"""Django's command line, which refuses a database that it cannot use in a sentence instead of a traceback."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl import database
from oleksandria_intl.backup import shut

WITHOUT_TABLES = frozenset(
    (
        *("check", "compilemessages", "collectstatic", "dbshell", "demo", "diffsettings", "findstatic", "inspectdb"),
        *(
            "makemessages",
            "makemigrations",
            "move_data",
            "optimizemigration",
            "sendtestemail",
            "showmigrations",
            "sqlmigrate",
        ),
        *("squashmigrations", "startapp", "startproject", "test", "testserver"),
    )
)
"""The commands that need no tables of the portal's database; ``demo`` makes its own."""


class CommandLine(ManagementUtility):
    """Checks the database before a command that needs its tables, and that nobody restores it meanwhile."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Return the command; where Django would only warn of missing migrations, it refuses."""
        # Everything is loaded by now (see manage.py), and need not be looked through again.
        gc.freeze()
        gc.enable()
        command = super().fetch_command(subcommand)
        if subcommand not in WITHOUT_TABLES:
            command.requires_migrations_checks = True
            complaint = database.foreign_complaint if subcommand == "migrate" else database.complaint
            command.check_migrations = partial(_refuse, complaint)  # type: ignore[method-assign]
        return command


def execute(argv: Sequence[str]) -> None:
    """Run the command that the line names."""
    CommandLine(list(argv)).execute()


def _refuse(complaint: Callable[[], str]) -> None:
    if shut.is_shut():
        raise CommandError(_("A restore of a backup is under way; try again when it is done."))
    if sentence := complaint():
        raise CommandError(sentence)
