"""How a command starts."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from oleksandria_intl.command_line import CommandLine


@pytest.fixture
def without_garbage() -> Iterator[None]:
    """As ``manage.py`` starts: nobody looks for garbage."""
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_garbage_is_looked_for_again_once_everything_is_loaded(without_garbage: None) -> None:
    CommandLine(["manage.py", "check"]).fetch_command("check")
    assert gc.isenabled()
    assert gc.get_freeze_count()
