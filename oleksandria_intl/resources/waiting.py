"""Files that wait until somebody has looked at what they would change; nobody else can name them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkstemp
from typing import Any, BinaryIO, NamedTuple

from django.conf import settings
from django.core import signing

LONGEST_WAIT = 24 * 3600
"""Seconds."""


class Waiting(NamedTuple):
    """A file that waits, and what was shown of it."""

    path: Path
    name: str
    """What the file was called when it was sent."""
    digest: str = ""
    """The outcome that was shown."""


def keep(file: Any) -> Waiting:
    """Keep a file that was sent."""
    folder = _folder()
    for old in _outdated(folder):
        old.unlink(missing_ok=True)
    handle, name = mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as kept:
        file.seek(0)
        while piece := file.read(1 << 16):
            kept.write(piece)
    return Waiting(Path(name), file.name)


def word_for(waiting: Waiting, *, digest: str, whose: str) -> str:
    """Return the word by which the same person may go on with a file, having seen what it would change."""
    return signing.dumps([waiting.path.name, waiting.name, digest], salt=whose)


def find(word: str, *, whose: str) -> Waiting | None:
    """Return the file that a word stands for; nothing where it waits no more."""
    try:
        stored, name, digest = signing.loads(word, salt=whose, max_age=LONGEST_WAIT)
    except signing.BadSignature:
        return None
    path = _folder() / stored
    return Waiting(path, name, digest) if path.is_file() else None


def opened(waiting: Waiting) -> BinaryIO:
    """Return the file, opened."""
    return waiting.path.open("rb")


def _folder() -> Path:
    folder: Path = settings.VAR_DIR / "waiting"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _outdated(folder: Path) -> Iterator[Path]:
    limit = time.time() - LONGEST_WAIT
    yield from (path for path in folder.iterdir() if path.stat().st_mtime < limit)
