"""Which portal a database and a VAR_DIR are of: one identifier lies in both, and where it differs nothing is started.

Files that no row names are removed, and rows without their files are no papers: neither may meet those of another
portal. The identifier is made when a database and a folder are first used together. A backup does not carry it, and a
restore leaves it alone, so that a copy for testing is a portal of its own; ``move_data`` takes it along.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError, connections
from django.utils.translation import gettext as _

FILE = "portal-id"
TABLE = "oleksandria_intl_portalidentity"


class Mark(NamedTuple):
    """What VAR_DIR says: the identifier, and of which database it last was."""

    identifier: str = ""
    database: str = ""


def complaint(using: str = DEFAULT_DB_ALIAS) -> str:
    """Return in a sentence why a database and VAR_DIR are not of one portal; at their first use they become so."""
    found, mark, here = identifier_of(using), _mark(), _name_of(using)
    if found and found != mark.identifier:
        return _complaint_of_other(mark) % {"folder": settings.VAR_DIR, "id": found, "file": _file()}
    if not found and mark.identifier and mark.database != here:
        sentence = _(
            "VAR_DIR (%(folder)s) holds the files of another database (%(there)s), and this one (%(here)s) is new: set "
            "DATABASE_URL to that one, or give this portal a VAR_DIR or PORTAL_NAMESPACE of its own. If the folder is "
            "meant to go on with the new database, delete %(file)s."
        )
        return sentence % {"folder": settings.VAR_DIR, "there": mark.database, "here": here, "file": _file()}
    if found is not None:
        _bind(using, mark, Mark(found or mark.identifier or token_hex(16), here))
    return ""


def _complaint_of_other(mark: Mark) -> str:
    if mark.identifier:
        return _(
            "The database (DATABASE_URL) and VAR_DIR (%(folder)s) are of two portals, and neither may share with the "
            "other: set one of them right, or give the second portal a database and a VAR_DIR or PORTAL_NAMESPACE of "
            "its own. If they are meant to belong together from now on, write %(id)s into %(file)s."
        )
    return _(
        "The database (DATABASE_URL) is of a portal whose files lie elsewhere, and VAR_DIR (%(folder)s) is new: set "
        "VAR_DIR to the portal's folder, or give a second portal a database of its own. If the folder was lost, or "
        "the database is a copy, write %(id)s into %(file)s."
    )


def identifier_of(using: str) -> str | None:
    """Return the identifier of a database: empty before its first use, None before its tables are made."""
    try:
        row = _identities(using).first()
    except (ProgrammingError, OperationalError):
        if TABLE not in connections[using].introspection.table_names():
            return None
        raise
    return row.identifier if row else ""


def give(using: str, identifier: str) -> None:
    """Let a database have an identifier."""
    _identities(using).update_or_create(defaults={"identifier": identifier})


def _bind(using: str, before: Mark, mark: Mark) -> None:
    """Write the identifier into the folder, then into the database, which is as it was where the disk is full."""
    with suppress(OSError):
        if mark != before:
            draft = _file().with_name(f"{FILE}.{os.getpid()}")
            draft.write_text("\n".join((*mark, "")), encoding="utf-8")
            draft.rename(_file())
        _identities(using).get_or_create(defaults={"identifier": mark.identifier})


def _identities(using: str) -> Any:
    # Asked for when the models are loaded, which they are not yet where the command line begins.
    return apps.get_model("oleksandria_intl", "PortalIdentity").objects.using(using)


def _mark() -> Mark:
    with suppress(OSError):
        return Mark(*_file().read_text(encoding="utf-8").split("\n")[:2])
    return Mark()


def _file() -> Path:
    return Path(settings.VAR_DIR) / FILE


def _name_of(using: str) -> str:
    """Return where a database lies, without the password: a file, or a server's host, port, name and schema."""
    known = connections[using].settings_dict
    if connections[using].vendor == "sqlite":
        return str(Path(known["NAME"]).resolve())
    schema = known["OPTIONS"].get("options", "")
    return f"{known['HOST']}:{known['PORT']}/{known['NAME']} {schema}".strip()
