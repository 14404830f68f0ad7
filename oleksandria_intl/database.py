"""Whether the database is one that this version of the portal can use; asked before a command or a server does."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from oleksandria_intl import identity

Migration = tuple[str, str]
"""An app's label and the name of its migration."""


def complaint() -> str:
    """Return in a sentence why the database cannot be used as it is; nothing where it can."""
    if older := foreign_complaint():
        return older
    if not is_migrated():
        return _("The database is not ready: its tables are to be made or renewed by “python manage.py migrate”.")
    return identity.complaint()


def complaint_before_migrating() -> str:
    """Return in a sentence why the database must not be migrated; nothing where it may."""
    return foreign_complaint() or identity.complaint()


def complaint_of_reachable() -> str:
    """Return ``complaint()`` for a server that starts: one that is down now may be back in a minute."""
    try:
        return complaint()
    except OperationalError:
        return ""
    finally:
        # The server's processes are forked from this one, and must not share its connection.
        connection.close()


def foreign_complaint() -> str:
    """Return in a sentence that another version of the portal made the database; nothing where this one did."""
    if not is_foreign():
        return ""
    return _(
        "The database was made by another version of the portal and is left as it is: open it with that version, or "
        "give this one a new database (DATABASE_URL, VAR_DIR); “make demo” moves an SQLite file aside by itself."
    )


def is_migrated(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether a database has all migrations that there are."""
    return known_migrations() <= _applied(using)


def is_foreign(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether a database has migrations of ours that this version lacks, or tables of ours that none made."""
    known, applied = known_migrations(), _applied(using)
    ours = {label for label, _name in known if Path(apps.get_app_config(label).path).is_relative_to(settings.BASE_DIR)}
    if any(label in ours and (label, name) not in known for label, name in applied):
        return True
    tables = {model._meta.db_table for label in ours for model in apps.get_app_config(label).get_models()}
    is_recorded = any(label in ours for label, _name in applied)
    return not is_recorded and not tables.isdisjoint(connections[using].introspection.table_names())


def _applied(using: str) -> set[Migration]:
    return set(MigrationRecorder(connections[using]).applied_migrations())


def known_migrations() -> set[Migration]:
    """Return the migrations of all apps by the names of their files, which is quicker than to import them."""
    found = set()
    for app in apps.get_app_configs():
        module, _is_explicit = MigrationLoader.migrations_module(app.label)
        spec = find_spec(module) if module else None
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            found |= {(app.label, file.stem) for file in Path(folder).glob("[0-9]*.py")}
    return found
