"""``manage.py housekeeping [--dry-run]``: remove what interrupted work and time left behind."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from oleksandria_intl import locks
from oleksandria_intl.backup.shut import at_work
from oleksandria_intl.portal.housekeeping import EmptyDatabase, Leftover, leftovers


class Command(BaseCommand):
    """Remove files that no row names, uploads that nobody brought in, spare papers and expired sessions."""

    help = (
        "Removes files in media that no row names, uploads that nobody brought in within a day, drafts and spare "
        "copies of papers, old backups of what was there before a restore, expired sessions, links and attempts to log "
        "in; prints each. Run it every hour. Ends with 1 where something could not be removed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print what would be removed, and remove nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        # A restore puts files in place before rows name them.
        with at_work() as is_open, locks.held("housekeeping") as is_mine:
            if not is_open:
                raise CommandError(_("A restore of a backup is under way; try again when it is done."))
            if not is_mine:
                raise CommandError(_("Another housekeeping is under way."))
            count, failed = self._go_through(is_trial=options["dry_run"])
        done = _("Would be removed: %(count)d.") if options["dry_run"] else _("Removed: %(count)d.")
        self.stdout.write(done % {"count": count})
        if failed:
            raise CommandError(_("Could not be removed: %(count)d.") % {"count": failed})

    def _go_through(self, *, is_trial: bool) -> tuple[int, int]:
        """Print all that may go and remove it unless this is a trial; return how much it is, and what stayed."""
        count, failed = 0, 0
        try:
            for leftover in leftovers():
                self.stdout.write(leftover.sentence)
                if is_trial or self._is_removed(leftover):
                    count += 1
                else:
                    failed += 1
        except EmptyDatabase:
            raise CommandError(
                _("This database has no users, so the files are hardly its own. Set DATABASE_URL. Nothing was removed.")
            ) from None
        return count, failed

    def _is_removed(self, leftover: Leftover) -> bool:
        """Remove what may go; where that fails, say why, for the rest is not to stay because of it."""
        try:
            leftover.remove()
        except (OSError, DatabaseError) as error:
            self.stderr.write(f"  {error}".rstrip())
            return False
        return True
