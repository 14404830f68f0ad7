"""Files that are known by their SHA-256, opened only while they are what they were.

A SHA-256 costs a reading of the whole file; while size, times and inode stay as they are, the process remembers it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from threading import Lock
from typing import IO

MOST_REMEMBERED = 4096
PIECE = 1024 * 1024
"""Bytes that are read at a time."""

State = tuple[int, ...]

_sums: dict[State, str] = {}
_lock = Lock()


class Changed(OSError):
    """The file has other bytes than it had."""


def opened(path: Path, sha256: str) -> IO[bytes]:
    """Open a file that has this SHA-256; raises ``Changed`` where it has another, and any other ``OSError``."""
    file = path.open("rb")
    try:
        found = _sum_of(file)
        if found != sha256:
            raise Changed(f"its SHA-256 is {found}, and was {sha256}")
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def is_same(path: Path, sha256: str) -> bool:
    """Whether a file is there, and has this SHA-256."""
    try:
        opened(path, sha256).close()
    except OSError:
        return False
    return True


def _sum_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of an open file, which is read only if it may have changed since it last was."""
    state = _state(file)
    if known := _sums.get(state):
        return known
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    if _state(file) == state:
        _remember(state, digest.hexdigest())
    return digest.hexdigest()


def _state(file: IO[bytes]) -> State:
    """Return what differs once somebody has written to a file, even one who set its time back."""
    facts = os.fstat(file.fileno())
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def _remember(state: State, digest: str) -> None:
    with _lock:
        while len(_sums) >= MOST_REMEMBERED:
            del _sums[next(iter(_sums))]
        _sums[state] = digest
