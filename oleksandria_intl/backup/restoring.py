"""Restoring a backup: the contents are replaced in one transaction, or stay as they are."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections, models, transaction
from django.utils.translation import gettext as _

from oleksandria_intl import content_triggers, content_version, guards
from oleksandria_intl.models import Council
from oleksandria_intl.personal_data import erasures

from . import files, making, sequences
from .archive import Archive, Manifest, Refused
from .natural import NaturalKeys
from .opening import refuse_foreign
from .shut import shut
from .tables import MADE_BY_DATABASE, Digest, tables, with_tables

BEFORE = "before-restore"
"""The folder in VAR_DIR, and the beginning of the names, of what was there before a restore."""
LOCK_SECONDS = 60

logger = logging.getLogger(__name__)


class Source(Protocol):
    """Where rows come from: an archive, or another database."""

    manifest: Manifest

    def lines(self, label: str) -> Iterator[bytes]:
        """Yield the lines of a table."""

    def columns(self, label: str) -> list[str]:
        """Return the columns of a table, in the order in which its lines have them."""


def restore(archive: Archive) -> Path | None:
    """Replace the contents of the portal, shut meanwhile; return the backup of what was there, None where nothing was.

    Personal data that were erased since the backup was made are erased again.
    Raises ``Refused``, ``DatabaseError`` or, where files cannot be written, ``OSError``; the portal is as before then.
    """
    with shut():
        refuse_foreign(archive)
        before = _present_state()
        with files.placed(archive) as renamed, transaction.atomic():
            erased = erasures.since(None)
            replace(archive, renamed, files.sha256_of)
            erasures.repeat(erased)
    logger.warning("The portal was restored from a backup made at %s.", archive.manifest["made_at"])
    return before


def _present_state() -> Path | None:
    """Make a backup of what is there, unless the portal is empty."""
    if not (Council.objects.exists() or User.objects.exists()):
        return None
    return making.make(Path(settings.VAR_DIR) / BEFORE, prefix=f"{BEFORE}-").file


def replace(
    source: Source,
    renamed: Mapping[str, str],
    sha256: Callable[[str], str],
    using: str = "default",
) -> dict[str, Digest]:
    """Replace all rows of a database by those of a source, and check what came of it before it is committed.

    ``sha256`` tells the sum of a file by its new name. Returns the digest of each table by its label.
    Raises ``Refused``, ``DatabaseError``: nothing is changed then.
    """
    with transaction.atomic(using=using):
        lock(using, "ACCESS EXCLUSIVE")
        with guards.lifted(using):
            written = _replace_rows(source, renamed, using)
        _refuse_unguarded(using)
        spoilt = {renamed.get(name, name) for name in source.manifest["amiss"]}
        if amiss := files.amiss(using, sha256) - spoilt:
            sentence = _("Issued papers would not be as they were issued: %(names)s.")
            raise Refused(sentence % {"names": ", ".join(sorted(amiss))})
    return written


def lock(using: str, mode: str) -> None:
    """Lock all tables in a mode of PostgreSQL until the transaction ends; SQLite has one writer."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in with_tables())
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'; LOCK TABLE {names} IN {mode} MODE")


def _replace_rows(source: Source, renamed: Mapping[str, str], using: str) -> dict[str, Digest]:
    NaturalKeys(using).create_missing(source.manifest["natural"])
    there = tables(using, left_out=MADE_BY_DATABASE)
    for table in there:
        models.QuerySet(table.model, using=using)._raw_delete(using)
    found = [table for table in there if table.label in source.manifest["tables"]]
    written = {
        table.label: table.insert(source.lines(table.label), source.columns(table.label), renamed) for table in found
    }
    connections[using].check_constraints()
    if differing := [table.label for table in found if table.digest() != written[table.label]]:
        sentence = _("The database holds other rows than were written to it: %(names)s.")
        raise Refused(sentence % {"names": ", ".join(differing)})
    sequences.go_on(using, [table.model for table in found], source.manifest["sequences"])
    content_version.draw_epoch(using)
    return written


def _refuse_unguarded(using: str) -> None:
    if guards.missing(using) or content_triggers.missing(using):
        raise Refused(_("The triggers that keep what was adopted could not be installed again."))
