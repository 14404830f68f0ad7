"""``manage.py housekeeping [--dry-run]``: remove what interrupted work and time left behind."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl.backup.shut import at_work
from oleksandria_intl.portal.housekeeping import EmptyDatabase, leftovers


class Command(BaseCommand):
    """Remove files that no row names, uploads that nobody brought in, spare papers and expired sessions."""

    help = (
        "Removes files in media that no row names, uploads that nobody brought in within a day, drafts and spare "
        "copies of papers, expired sessions; prints each. Run it once a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print what would be removed, and remove nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        # A restore puts files in place before rows name them.
        with at_work() as is_open:
            if not is_open:
                raise CommandError(_("A restore of a backup is under way; try again when it is done."))
            count = self._go_through(is_trial=options["dry_run"])
        done = _("Would be removed: %(count)d.") if options["dry_run"] else _("Removed: %(count)d.")
        self.stdout.write(done % {"count": count})

    def _go_through(self, *, is_trial: bool) -> int:
        """Print all that may go, remove it unless this is a trial, and return how much it is."""
        count = 0
        try:
            for leftover in leftovers():
                self.stdout.write(leftover.sentence)
                if not is_trial:
                    leftover.remove()
                count += 1
        except EmptyDatabase:
            raise CommandError(
                _("This database has no users, so the files are hardly its own. Set DATABASE_URL. Nothing was removed.")
            ) from None
        return count
