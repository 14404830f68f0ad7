"""Moving a portal's rows from one database to another, SQLite or PostgreSQL; its files stay where they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction
from django.utils.translation import gettext as _

from oleksandria_intl import database, identity

from . import files, making, sequences
from .archive import Manifest, Refused
from .further import Address, connected
from .restoring import lock, replace
from .shut import shut
from .tables import MADE_BY_DATABASE, tables, with_tables

FROM, TO = "move-from", "move-to"
MADE_ANEW = frozenset(
    (
        *("auth.group", "auth.group_permissions"),
        *("oleksandria_intl.searchentry", "oleksandria_intl.indexedkind", "oleksandria_intl.datasetstate"),
    )
)
"""The models whose rows come by themselves to a portal that holds nothing: by sync_roles, by a reader's visit."""


class Moved(NamedTuple):
    """What was moved."""

    tables: int
    rows: int
    amiss: list[str]
    """The files of issued papers that were missing or changed before."""


class LivingRows:
    """The rows of a database that nobody writes to meanwhile, read as those of an archive are."""

    def __init__(self, using: str) -> None:
        self.tables = {table.label: table for table in tables(using, left_out=MADE_BY_DATABASE)}
        self.manifest: Manifest = {
            **making.about(using),
            "sequences": sequences.last_given(using, [table.model for table in self.tables.values()]),
            "tables": {label: {"columns": table.columns} for label, table in self.tables.items()},
        }

    def lines(self, label: str) -> Iterator[bytes]:
        """Yield the lines of a table."""
        return self.tables[label].lines()

    def columns(self, label: str) -> list[str]:
        """Return the columns of a table, in the order in which its lines have them."""
        return self.tables[label].columns


def move(source: Address, target: Address) -> Moved:
    """Move all rows into an empty database, the portal shut meanwhile; the source stays as it is.

    Tables that the target lacks are made. Raises ``Refused``, ``DatabaseError``, ``OSError``: the target is empty then.
    """
    if source.is_same(target):
        raise Refused(_("FROM_URL and TO_URL are the same database."))
    with _open_source(source), shut(), _open_target(target):
        _prepare_target()
        return _move_rows()


@contextmanager
def _open_source(address: Address) -> Iterator[None]:
    """Connect with a database that this version of the portal can use; SQLite must not make a file."""
    if address.file and not address.file.is_file():
        raise Refused(_("FROM_URL: there is no file %(file)s.") % {"file": address.file})
    with connected(FROM, address.settings):
        _reach(FROM, address)
        if database.is_foreign(FROM) or not database.is_migrated(FROM):
            sentence = _(
                "FROM_URL is no database of this version of the portal. One of an earlier version is brought up by "
                "“python manage.py migrate” first; if it is a new one, the two may stand in the wrong order."
            )
            raise Refused(sentence)
        if complaint := identity.complaint(FROM):
            raise Refused(f"FROM_URL: {complaint}")
        yield


@contextmanager
def _open_target(address: Address) -> Iterator[None]:
    """Connect with a database; a file of SQLite that is made for it goes again where what follows fails."""
    file = address.file
    made = [file.with_name(file.name + end) for end in ("", "-wal", "-shm")] if file and not file.exists() else []
    try:
        with connected(TO, address.settings):
            _reach(TO, address)
            yield
    except BaseException:
        for each in made:
            each.unlink(missing_ok=True)
        raise


def _reach(alias: str, address: Address) -> None:
    sentence = _("%(name)s: the database cannot be opened (%(error)s).")
    # SQLite would open the file, say so at the first statement, and leave the connection to chance.
    if address.file and address.file.is_file() and not _is_sqlite(address.file):
        raise Refused(sentence % {"name": address.name, "error": "file is not a database"})
    try:
        connections[alias].ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        raise Refused(sentence % {"name": address.name, "error": str(error).strip()}) from None


def _is_sqlite(file: Path) -> bool:
    """Say whether a file is a database of SQLite; an empty one is, too."""
    with file.open("rb") as opened:
        return opened.read(16) in (b"", b"SQLite format 3\0")


def _prepare_target() -> None:
    """Make the tables that the target lacks; raises ``Refused`` where it holds anything, or is not ours."""
    if database.is_foreign(TO):
        raise Refused(_("TO_URL is a database of another version of the portal; name an empty one."))
    if held := _held():
        raise Refused(_("TO_URL is not empty, and nothing is overwritten; it holds: %(names)s.") % {"names": held})
    if not database.is_migrated(TO):
        call_command("migrate", database=TO, interactive=False, verbosity=0)


def _held() -> str:
    """Return in words of what the target holds rows that nobody but people can have brought there."""
    connection = connections[TO]
    there = set(connection.introspection.table_names())
    asked = [model for model in with_tables() if model._meta.db_table in there]
    with connection.cursor() as cursor:

        def is_filled(name: str) -> bool:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")
            return cursor.fetchone() is not None

        found = [
            str(model._meta.verbose_name_plural)
            for model in asked
            if model._meta.label_lower not in MADE_ANEW and is_filled(model._meta.db_table)
        ]
    return ", ".join(found)


def _move_rows() -> Moved:
    """Move the rows in one transaction; raises ``Refused`` where the databases do not hold the same then."""
    sha256 = cache(files.sha256_of)
    with _written_by_nobody(FROM), transaction.atomic(using=TO):
        rows = LivingRows(FROM)
        rows.manifest["amiss"] = sorted(files.amiss(FROM, sha256))
        written = replace(rows, {}, sha256, TO)
        if differing := [label for label, table in rows.tables.items() if table.digest() != written[label]]:
            sentence = _("The new database would hold other rows than the old one: %(names)s.")
            raise Refused(sentence % {"names": ", ".join(differing)})
        identity.give(TO, identity.identifier_of(FROM) or "")
    return Moved(len(written), sum(each.rows for each in written.values()), rows.manifest["amiss"])


@contextmanager
def _written_by_nobody(using: str) -> Iterator[None]:
    """Read a database as it is at one moment, and keep everybody from writing to it, wherever the portal runs."""
    with ExitStack() as until_read:
        try:
            until_read.enter_context(transaction.atomic(using=using))
            if connections[using].vendor == "postgresql":
                with connections[using].cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                lock(using, "SHARE")
        except OperationalError as error:
            sentence = _("FROM_URL: somebody else is writing (%(error)s). Stop the portal and try again.")
            raise Refused(sentence % {"error": str(error).strip()}) from None
        yield
