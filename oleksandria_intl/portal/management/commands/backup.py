"""``manage.py backup DIR [--keep N]``: the database and its files in one archive, while people work."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl.backup import making
from oleksandria_intl.backup.archive import Refused
from oleksandria_intl.backup.shut import at_work
from oleksandria_intl.portal.management.backups import amiss_in_words, in_words


class Command(BaseCommand):
    """Make a backup in a folder."""

    help = "Writes the database and its files of one moment to an archive in a folder; encrypted if BACKUP_KEY is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="where the archive is written; made if it is not there")
        parser.add_argument("--keep", type=int, metavar="N", help="then remove the oldest backups there but N")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError(_("At least one backup is kept."))
        made = self._made(Path(options["folder"]))
        self.stdout.write(f"{made.file}\n{in_words(made.manifest)}")
        if not made.is_encrypted:
            self.stderr.write(
                _("The backup is not encrypted: whoever has the file reads everything. BACKUP_KEY changes that.")
            )
        if warning := amiss_in_words(made.manifest):
            self.stderr.write(warning)
        if options["keep"]:
            for file in making.remove_older(made, options["keep"]):
                self.stdout.write(_("Removed: %(file)s") % {"file": file})

    def _made(self, folder: Path) -> making.Made:
        with at_work() as is_open:
            if not is_open:
                raise CommandError(_("A restore is under way; nothing was written."))
            try:
                return making.make(folder)
            except Refused as refused:
                raise CommandError(str(refused)) from None
            except OSError as error:
                raise CommandError(_("The backup could not be written: %(error)s") % {"error": error}) from None
