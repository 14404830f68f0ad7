"""Locks that hold across the processes of this machine, and one that holds across the database."""

from __future__ import annotations

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction

PAUSE = 0.02
"""Seconds between two tries."""

logger = logging.getLogger(__name__)


@contextmanager
def held(*names: str, wait: float | None = 0, note: str = "", shared: bool = False) -> Iterator[bool]:
    """Hold one of these locks; yield whether one came free within ``wait`` seconds (None: however long it takes).

    Many may hold a shared lock, but none beside whoever holds it alone. Whoever does not get it may read the note of
    who holds it. The lock goes with its process, however that ends. Where no lock file can be written (a full disk)
    nobody is held up.
    """
    with ExitStack() as holding:
        try:
            lock = _awaited(names, wait, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        except OSError as error:
            logger.warning("Nothing is locked, for no lock can be written: %s", error)
            is_held = True
        else:
            is_held = lock is not None
            if lock is not None:
                holding.enter_context(lock)
                if note:
                    _write_note(lock, note)
        yield is_held


def _awaited(names: tuple[str, ...], wait: float | None, kind: int) -> IO[str] | None:
    """Return a lock that is taken, or None where all stay taken by others; raises ``OSError``."""
    until = float("inf") if wait is None else time.monotonic() + wait
    while (lock := _taken(names, kind)) is None and time.monotonic() < until:
        time.sleep(PAUSE)
    return lock


def _taken(names: tuple[str, ...], kind: int) -> IO[str] | None:
    """Return the first lock that is free, taken; raises ``OSError`` where its file cannot be opened."""
    settings.LOCK_DIR.mkdir(parents=True, exist_ok=True)
    for name in names:
        file = _file(name).open("a", encoding="utf-8")
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    return None


def note_of(name: str) -> str:
    """Return what whoever holds the lock wrote; empty where it cannot be read."""
    with suppress(OSError):
        return _file(name).read_text(encoding="utf-8")
    return ""


def _file(name: str) -> Path:
    return Path(settings.LOCK_DIR) / f"{name}.lock"


def _write_note(lock: IO[str], note: str) -> None:
    """Write the note past the file's buffer, whose closing would fail on a full disk."""
    with suppress(OSError):
        os.ftruncate(lock.fileno(), 0)
        os.write(lock.fileno(), note.encode())


@contextmanager
def one_transaction_at_a_time(name: str) -> Iterator[None]:
    """Run a transaction beside which no other of the same name runs.

    On SQLite, whose transactions lock the whole database for 20 seconds at most, the others wait
    before they begin theirs.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            # Portals in schemas of one database do not wait for each other.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || %s, 0))", [f" {name}"])
            yield
    elif connection.in_atomic_block:
        yield
    else:
        with held(name, wait=None), transaction.atomic():
            yield


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Do something long beside which nothing of the same name is done, and which writes only at its end.

    On SQLite no transaction is open meanwhile: it would keep everybody else from writing for as long.
    """
    if connection.vendor != "sqlite":
        with one_transaction_at_a_time(name):
            yield
    elif connection.in_atomic_block:
        yield
    else:
        with held(name, wait=None):
            yield
