"""Trying a backup: restored into a scratch database, and compared with what it says of itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from oleksandria_intl import content_triggers, guards
from oleksandria_intl.environment.addresses import SQLITE

from . import sequences
from .archive import Archive, Refused
from .further import connected
from .restoring import replace
from .tables import Digest, tables, with_tables

SCRATCH = "scratch"


class Verified(NamedTuple):
    """What a backup was found to hold once it was restored."""

    database: str
    """The kind of the scratch database: «postgresql» or «sqlite»."""
    tables: int
    rows: int
    files: int


def verify(archive: Archive) -> Verified:
    """Restore an archive into a scratch database and compare; raises ``Refused`` where anything differs."""
    sums = {name: facts["sha256"] for name, facts in archive.manifest["files"].items()}
    with _scratch_database() as vendor:
        replace(archive, {}, lambda name: sums.get(name, ""), SCRATCH)
        found = {table.label: table.digest() for table in tables(SCRATCH)}
        last = sequences.last_given(SCRATCH, with_tables())
    wanted = {label: Digest(facts["rows"], facts["sha256"]) for label, facts in archive.manifest["tables"].items()}
    differing = [label for label in wanted if found[label] != wanted[label]]
    differing += [label for label, given in archive.manifest["sequences"].items() if last.get(label, 0) < given]
    if differing:
        sentence = _("Restored, the backup differs from what was kept: %(names)s.")
        raise Refused(sentence % {"names": ", ".join(differing)})
    return Verified(vendor, len(found), sum(each.rows for each in found.values()), len(sums))


@contextmanager
def _scratch_database() -> Iterator[str]:
    """Make a database with all tables and triggers, beside the portal's where its server lets us; yield its kind."""
    with ExitStack() as after:
        connection = after.enter_context(connected(SCRATCH, _new_on_server(after) or _new_file(after)))
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                if model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
        content_triggers.install(SCRATCH)
        guards.install(SCRATCH)
        yield connection.vendor


def _new_on_server(after: ExitStack) -> dict[str, Any] | None:
    """Return the settings of a new database of PostgreSQL; None on SQLite, or where none may be made."""
    known = connections["default"]
    if known.vendor != "postgresql":
        return None
    name = f"verify_backup_{os.getpid()}"
    try:
        _ask_server(f"CREATE DATABASE {name}")
    except DatabaseError:
        return None
    after.callback(_ask_server, f"DROP DATABASE {name}")
    return {**known.settings_dict, "NAME": name, "CONN_MAX_AGE": 0}


def _ask_server(statement: str) -> None:
    connection: Any = connections["default"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _new_file(after: ExitStack) -> dict[str, Any]:
    folder = after.enter_context(tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="verifying-"))
    return {"ENGINE": SQLITE, "NAME": str(Path(folder) / "db.sqlite3")}
