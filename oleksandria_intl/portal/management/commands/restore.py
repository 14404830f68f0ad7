"""``manage.py restore FILE [--yes]``: replace the database and its files by those of a backup."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl.backup import opening, restoring
from oleksandria_intl.portal.management.backups import add_file, amiss_in_words, archive_of, in_words


class Command(BaseCommand):
    """Restore a backup, or leave everything as it is."""

    help = "Replaces the database and its files by those of a backup, all or nothing; the portal is shut meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file(parser)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        with archive_of(options) as archive:
            opening.refuse_foreign(archive)
            self.stdout.write(in_words(archive.manifest))
            if warning := amiss_in_words(archive.manifest):
                self.stderr.write(warning)
            if not options["yes"]:
                self._ask()
            before = restoring.restore(archive)
        self.stdout.write(_("Restored and checked: rows, triggers, issued papers. Everybody logs in again."))
        if before:
            self.stdout.write(_("What was there before: %(file)s") % {"file": before})

    def _ask(self) -> None:
        word = _("yes")
        question = _("Everything that is in the portal now will be replaced. Type “%(word)s” to go on: ")
        self.stdout.write(question % {"word": word}, ending="")
        self.stdout.flush()
        answer = sys.stdin.readline().strip().lower()
        if answer not in (word, "yes"):
            raise CommandError(_("Nothing was changed."))
