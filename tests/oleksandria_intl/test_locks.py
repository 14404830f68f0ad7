"""Locks across processes: one holder at a time, and nobody is held up for good."""

from __future__ import annotations

import errno
import os
import threading
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from oleksandria_intl import locks


@pytest.fixture(autouse=True)
def lock_folder(settings: Any, tmp_path: Path) -> Path:
    settings.LOCK_DIR = tmp_path / "locks"
    return tmp_path / "locks"


def test_a_lock_has_one_holder() -> None:
    with locks.held("door") as first, locks.held("door") as second:
        assert (first, second) == (True, False)
    with locks.held("door") as again:
        assert again


def test_the_first_lock_that_is_free_is_taken() -> None:
    with locks.held("one", "two") as first, locks.held("one", "two") as second, locks.held("one", "two") as third:
        assert (first, second, third) == (True, True, False)


def test_who_waits_gets_the_lock_once_it_is_free() -> None:
    got: list[bool] = []

    def wait() -> None:
        with locks.held("door", wait=5) as is_free:
            got.append(is_free)

    thread = threading.Thread(target=wait)
    with locks.held("door"):
        thread.start()
        time.sleep(0.1)
        assert not got
    thread.join()
    assert got == [True]


def test_who_waits_long_enough_gives_up() -> None:
    with locks.held("door"), locks.held("door", wait=0.1) as is_free:
        assert not is_free


def _hold(inside: Any) -> None:
    with locks.held("door"):
        inside.set()
        time.sleep(60)


def test_a_killed_process_holds_nothing() -> None:
    several = get_context("fork")
    inside = several.Event()
    process = several.Process(target=_hold, args=(inside,))
    process.start()
    assert inside.wait(20)
    with locks.held("door") as before:
        assert not before
    process.kill()
    process.join()
    with locks.held("door") as after:
        assert after


def test_the_note_of_the_holder_can_be_read() -> None:
    with locks.held("door", note="the first, who wrote more"):
        pass
    with locks.held("door", note="Марія"), locks.held("door", note="the stranger"):
        assert locks.note_of("door") == "Марія"
    assert locks.note_of("gate") == ""


def test_on_a_full_disk_a_lock_is_held_without_its_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with locks.held("door", note="Марія") as first, locks.held("door") as second:
        assert (first, second) == (True, False)


def test_where_no_lock_can_be_written_nobody_is_held_up(lock_folder: Path) -> None:
    lock_folder.write_text("a file, so that nothing can be made in it")
    with locks.held("door") as first, locks.held("door") as second:
        assert first
        assert second
