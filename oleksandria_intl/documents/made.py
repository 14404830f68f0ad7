"""Papers that are found again without being built: which file was made of one, under which version of the content.

A record names the file in the folder of kept papers; the file is named by its SHA-256. What is not there is made again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from oleksandria_intl import file_sums
from oleksandria_intl.documents import keeping

logger = logging.getLogger(__name__)


def found(paper: str, under: str) -> IO[bytes] | None:
    """Return the file that was made of a paper under this version, opened; None where there is none as it was made."""
    with suppress(OSError, ValueError):
        made_under, name = _record(paper).read_text(encoding="utf-8").split("\n")
        if made_under == under:
            file = keeping.folder() / name
            found = file_sums.opened(file, file.stem)
            if file.stat().st_mtime < time.time() - keeping.USE_SECONDS:
                os.utime(file)
            return found
    return None


def keep(paper: str, under: str, content: IO[bytes], sha256: str, format: str) -> IO[bytes] | None:
    """Keep what was made of a paper; return the file, opened, or None where the disk does not take it."""
    file = keeping.folder() / f"{sha256}.{format}"
    try:
        _write(file, content)
        kept = file.open("rb")
    except OSError as error:
        logger.warning("The paper %s is served, but cannot be kept: %s", paper, error)
        return None
    keeping.write(_record(paper).name, f"{under}\n{file.name}".encode())
    keeping.trim()
    return kept


def _record(paper: str) -> Path:
    return keeping.folder() / f"{hashlib.sha256(paper.encode()).hexdigest()[:40]}.made"


def _write(file: Path, content: IO[bytes]) -> None:
    """Write a file so that nobody sees half of it; one that is there already is as good as new."""
    if file_sums.is_same(file, file.stem):
        os.utime(file)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{time.monotonic_ns()}")
    content.seek(0)
    try:
        with draft.open("wb") as written:
            shutil.copyfileobj(content, written)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
