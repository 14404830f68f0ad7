"""Moving a database of another version aside, with what belongs to it: nothing of it is deleted."""

from __future__ import annotations

import shutil
from itertools import chain, count
from pathlib import Path

from django.conf import settings
from django.db import connection

from oleksandria_intl import clock

BELONGINGS = ("media", "waiting", "demo-password")
"""What the portal keeps beside its database, and another database must not find; kept papers are made of any."""


def move_aside() -> Path:
    """Move the SQLite file and what belongs to it to ``var/before-<today>/``; return that folder."""
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    folder = _new_folder()
    belongings = (Path(settings.VAR_DIR) / name for name in BELONGINGS)
    for path in chain((file.with_name(file.name + end) for end in ("", "-wal", "-shm")), belongings):
        if path.exists():
            shutil.move(path, folder / path.name)
    return folder


def _new_folder() -> Path:
    """Make and return the first folder of today's name that is not there yet."""
    name = f"before-{clock.today():%Y-%m-%d}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    folder = next(folder for name in names if not (folder := Path(settings.VAR_DIR) / name).exists())
    folder.mkdir()
    return folder
