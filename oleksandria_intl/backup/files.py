"""The files that rows name: put into an archive, brought back beside what is there, checked against their rows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models

from oleksandria_intl.models import IssuedPaper, SignedCopy

from .archive import PIECE, Archive
from .tables import with_tables

LONGEST_NAME = 100
LASTING = (IssuedPaper, SignedCopy)
"""Whose files nobody removes or changes."""


def named(using: str) -> list[str]:
    """Return the names of all files that rows name; those that nobody removes last."""
    registered = sorted(with_tables(), key=lambda model: model in LASTING)
    names = [name for model in registered for field in _file_fields(model) for name in _names(model, field, using)]
    return list(dict.fromkeys(names))


def _file_fields(model: type[models.Model]) -> list[models.FileField]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, models.FileField)]


def _names(model: type[models.Model], field: models.FileField, using: str) -> Iterator[str]:
    rows: Any = models.QuerySet(model, using=using).exclude(**{field.attname: ""}).order_by("pk")
    yield from rows.values_list(field.attname, flat=True).iterator()


def place_of(name: str) -> Path:
    """Return where a file lies."""
    return Path(settings.MEDIA_ROOT) / name


def sha256_of(name: str) -> str:
    """Return the SHA-256 of a file; empty where it is missing."""
    try:
        with place_of(name).open("rb") as file:
            return sum_of(file)
    except OSError:
        return ""


def sum_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of an open file; raises ``OSError``."""
    sum_ = hashlib.sha256()
    while piece := file.read(PIECE):
        sum_.update(piece)
    return sum_.hexdigest()


def amiss(using: str, sha256: Callable[[str], str]) -> set[str]:
    """Return the issued papers and signed copies whose files are not what they were, by the SHA-256 of their names."""
    kept: list[Any] = [models.QuerySet(model, using=using).values_list("file", "sha256") for model in LASTING]
    return {name for rows in kept for name, wanted in rows.iterator() if sha256(name) != wanted}


@contextmanager
def placed(archive: Archive) -> Iterator[dict[str, str]]:
    """Put the files of an archive in place, and take them away again if what follows fails.

    A file that is there is never overwritten: where it has other bytes, the archive's gets another name. Yields the
    new name of each such file.
    """
    made: list[str] = []
    renamed: dict[str, str] = {}
    try:
        for name, facts in archive.manifest["files"].items():
            if sha256_of(name) == facts["sha256"]:
                continue
            made.append(default_storage.save(name, File(archive.opened(name)), max_length=LONGEST_NAME))
            if made[-1] != name:
                renamed[name] = made[-1]
        os.sync()  # what the rows will name lies on the disk before they do
        yield renamed
    except Exception:
        for name in made:
            default_storage.delete(name)
        raise
