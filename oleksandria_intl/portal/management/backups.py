"""What the commands of backups share: where the key lies, a backup in words."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from oleksandria_intl.backup.archive import Archive, Manifest, Refused
from oleksandria_intl.backup.making import made_at
from oleksandria_intl.backup.opening import opened


def add_file(parser: ArgumentParser) -> None:
    """Add the arguments of a command that reads a backup."""
    parser.add_argument("file", help="the backup")
    parser.add_argument(
        "--identity",
        default=settings.BACKUP_IDENTITY_FILE,
        help="the file with the age key of an encrypted backup; BACKUP_IDENTITY_FILE when left out",
    )


@contextmanager
def archive_of(options: dict[str, Any]) -> Iterator[Archive]:
    """Open the backup that the arguments name; what is refused ends the command in a sentence."""
    try:
        with opened(Path(options["file"]), identities=options["identity"]) as archive:
            yield archive
    except Refused as refused:
        raise CommandError(str(refused)) from None
    except DatabaseError as error:
        sentence = _("The database did not take the backup (%(error)s). Everything is as it was.")
        raise CommandError(sentence % {"error": str(error).strip()}) from None
    except OSError as error:
        sentence = _("A file could not be read or written (%(error)s). Everything is as it was.")
        raise CommandError(sentence % {"error": error}) from None


def in_words(manifest: Manifest) -> str:
    """Return of which council and moment a backup is, and what it holds."""
    council = manifest["council"]
    return _("%(council)s, %(moment)s: rows: %(rows)d, files: %(files)d.") % {
        "council": council["name"] if council else _("a portal without a council"),
        "moment": f"{made_at(manifest):%d.%m.%Y %H:%M:%S}",
        "rows": sum(facts["rows"] for facts in manifest["tables"].values()),
        "files": len(manifest["files"]),
    }


def amiss_in_words(manifest: Manifest) -> str:
    """Return which files the backup lacks or holds changed; nothing where all is well."""
    if not manifest["amiss"]:
        return ""
    sentence = _("Already missing or changed when the backup was made: %(names)s.")
    return sentence % {"names": ", ".join(manifest["amiss"])}
