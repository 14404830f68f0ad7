"""``manage.py move_data FROM_URL TO_URL``: move the rows to another database; files stay where they are."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from oleksandria_intl.backup import moving
from oleksandria_intl.backup.archive import Refused
from oleksandria_intl.backup.further import Address


class Command(BaseCommand):
    """Move all rows from one database to an empty one."""

    help = (
        "Moves all rows to an empty database, SQLite or PostgreSQL, making its tables, and compares both; files stay "
        "in VAR_DIR. Stop the portal first. A password that an address leaves out is read from PGPASSWORD or ~/.pgpass."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("from_url", metavar="FROM_URL", help="the portal's database, as in DATABASE_URL")
        parser.add_argument("to_url", metavar="TO_URL", help="an empty database; a new file of SQLite is made")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            source, target = Address(options["from_url"], "FROM_URL"), Address(options["to_url"], "TO_URL")
            moved = moving.move(source, target)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except (DatabaseError, OSError) as error:
            sentence = _("The rows could not be moved (%(error)s). The old database is as it was, the new one empty.")
            raise CommandError(sentence % {"error": str(error).strip()}) from None
        counts = {"tables": moved.tables, "rows": moved.rows}
        self.stdout.write(_("Moved and compared: tables: %(tables)d, rows: %(rows)d; the triggers stand.") % counts)
        if moved.amiss:
            sentence = _("Files of issued papers that were missing or changed before: %(names)s.")
            self.stderr.write(sentence % {"names": ", ".join(moved.amiss)})
        self.stdout.write(_("The files stay in %(folder)s.") % {"folder": settings.VAR_DIR})
        self.stdout.write(
            _("Set this, with its password if it has one, and start the portal anew before anybody works with it:")
        )
        self.stdout.write(f"DATABASE_URL={target}")
