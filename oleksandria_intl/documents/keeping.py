"""The folder of papers that were made: each can be made again, so the least used go when the folder is full."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 30 * 24 * 3600
"""What nobody asked for in so long goes, however much room there is."""
DRAFT_SECONDS = 3600
"""No paper takes so long to write: an older draft is of a process that was killed."""
USE_SECONDS = 3600
"""A paper's use is noted once in so long, as its file's time."""
MEGABYTE = 1024 * 1024
DRAFT = re.compile(r"\.\d+\.\d+$")

logger = logging.getLogger(__name__)


def folder() -> Path:
    """Return the folder; it need not be there."""
    return Path(settings.VAR_DIR) / "papers"


def read(name: str) -> bytes | None:
    """Return a paper that is kept, and note that it was used; None where there is none that can be read."""
    file = folder() / name
    try:
        content = file.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        if file.stat().st_mtime < time.time() - USE_SECONDS:
            os.utime(file)
    return content


def write(name: str, content: bytes) -> None:
    """Keep a paper so that nobody sees half of it; where that cannot be, say so in the log and go on."""
    file = folder() / name
    draft = file.with_name(f"{name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        folder().mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        logger.warning("The paper %s is served, but cannot be kept: %s", name, error)
        with suppress(OSError):
            draft.unlink()


def trim() -> None:
    """Remove what ``outdated`` names; other processes may do the same at this very moment."""
    for file in outdated():
        with suppress(OSError):
            file.unlink()


def empty() -> None:
    """Remove all papers: somebody whom working copies name was erased."""
    for _used, file, _length in _files():
        with suppress(OSError):
            file.unlink()


def outdated() -> Iterator[Path]:
    """Yield what need not be kept: left drafts, what was not used for long, the least used above the size allowed."""
    now, size, kept = time.time(), 0, settings.KEPT_PAPERS_MB * MEGABYTE
    for used, file, length in sorted(_files(), reverse=True):
        if DRAFT.search(file.name):
            if used < now - DRAFT_SECONDS:
                yield file
            continue
        size += length
        if used < now - KEPT_SECONDS or size > kept:
            yield file


def _files() -> Iterator[tuple[float, Path, int]]:
    """Yield when each file was used, the file, and its size in bytes."""
    # Other processes finish drafts, and remove the same files, at this very moment.
    with suppress(OSError):
        for file in folder().iterdir():
            with suppress(OSError):
                facts = file.stat()
                yield facts.st_mtime, file, facts.st_size
