"""``manage.py verify_backup FILE``: restore a backup into a scratch database and compare."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from oleksandria_intl.backup.verifying import verify
from oleksandria_intl.portal.management.backups import add_file, amiss_in_words, archive_of, in_words


class Command(BaseCommand):
    """Try whether a backup can be restored, and the portal is not touched."""

    help = "Restores a backup into a scratch database and compares rows, files and triggers; the portal goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with archive_of(options) as archive:
            self.stdout.write(in_words(archive.manifest))
            found = verify(archive)
            if warning := amiss_in_words(archive.manifest):
                self.stderr.write(warning)
        sentence = _(
            "The backup is good: restored on trial (%(database)s); "
            "tables: %(tables)d, rows: %(rows)d, files: %(files)d."
        )
        self.stdout.write(sentence % found._asdict())
