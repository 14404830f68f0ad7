"""Backups of older releases: brought in as they are into a scratch database of that time, which is then migrated.

The migrations run in a process of their own, whose only database is the scratch one: whatever they write to, it is not
the portal's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .archive import Archive, Refused

MADE = "made"
"""The folder in which the process leaves the backup of this release."""


@contextmanager
def upgraded(archive: Archive) -> Iterator[Archive]:
    """Yield the same data as an archive of this release; raises ``Refused``."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="upgrading-") as folder:
        descriptor = archive.file.fileno()
        done = subprocess.run(
            [sys.executable, "-m", __name__, f"/dev/fd/{descriptor}"],
            cwd=settings.BASE_DIR,
            env=_environment(folder),
            pass_fds=[descriptor],
            capture_output=True,
            encoding="utf-8",
        )
        if done.returncode:
            sentence = _("The backup of an older release could not be brought up to this one: %(error)s.")
            raise Refused(sentence % {"error": (done.stderr.strip().splitlines() or [""])[-1]})
        (made,) = (Path(folder) / MADE).iterdir()
        with made.open("rb") as file:
            new = Archive(file)
            new.manifest["made_at"] = archive.manifest["made_at"]
            yield new


def _environment(folder: str) -> dict[str, str]:
    """Return the environment of a portal that has nothing but a folder."""
    own = ("BACKUP_KEY", "DATABASE_URL", "PORTAL_NAMESPACE")
    return {name: value for name, value in os.environ.items() if name not in own} | {"VAR_DIR": folder}


def main(path: str) -> None:
    """Bring an archive into this process's empty database, migrate it, and leave a backup of it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from oleksandria_intl import roles

    from . import files, making, natural, sequences
    from .past_tables import make_tables
    from .tables import tables, with_tables

    with Path(path).open("rb") as file:
        archive = Archive(file)
        registry = make_tables([(app, name) for app, name in archive.manifest["migrations"]], connection)
        natural.NaturalKeys("default", registry).create_missing(archive.manifest["natural"])
        with files.placed(archive) as renamed, transaction.atomic():
            for table in tables("default", registry):
                # A table has its columns in another order where a migration added one.
                table.insert(archive.lines(table.label), archive.columns(table.label), renamed)
            sequences.go_on("default", with_tables(registry), archive.manifest["sequences"])
    call_command("migrate", verbosity=0)
    roles.sync()
    making.make(Path(settings.VAR_DIR) / MADE)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    main(*sys.argv[1:])
