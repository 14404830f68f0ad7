"""``manage.py remind [--dry-run]``: one letter a day to everybody whose turn it is."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl import clock, reminders


class Command(BaseCommand):
    """Write to the staff what waits for them."""

    help = (
        "Writes one letter a day to each member of staff for whom something waits, with links to where it is done; "
        "nothing where nothing waits. Ends with 1 where a letter could not be sent."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print what would be written, and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"] and not (settings.HAS_MAIL and settings.PUBLIC_URL):
            self.stdout.write(_("Nobody is reminded: set EMAIL_URL and PUBLIC_URL first."))
            return
        failed = 0
        for turn in reminders.turns():
            self.stdout.write(f"{turn.person.username} <{turn.person.email}>")
            self.stdout.writelines(f"  {each.words}" for each in turn.waits)
            if not options["dry_run"]:
                failed += not self._is_written(turn)
        if failed:
            raise CommandError(_("Letters that could not be sent: %(count)d.") % {"count": failed})

    def _is_written(self, turn: reminders.Turn) -> bool:
        """Send the letter unless there was one today; where that fails, say why, for the others are to have theirs."""
        try:
            if not reminders.remind(turn, clock.today()):
                self.stdout.write(_("  has had a letter today"))
        except reminders.UNSENT as error:
            self.stderr.write(f"  {error}".rstrip())
            return False
        return True
