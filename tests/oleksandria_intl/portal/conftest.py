"""Whole portals beside that of the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.portals import Portal, portal


@pytest.fixture
def further_databases(db: None, django_db_blocker: Any) -> Iterator[None]:
    """Let a test read the databases of portals beside its own; migrations are those that there are."""
    with django_db_blocker.unblock(), override_settings(MIGRATION_MODULES={}):
        yield


@pytest.fixture
def made(tmp_path: Path, further_databases: None) -> Iterator[Callable[..., Portal]]:
    """Make portals by name, filled or empty, on the database of the tests or another."""
    with ExitStack() as portals:

        def make(name: str, *, is_filled: bool = False, vendor: str = "") -> Portal:
            new = portals.enter_context(portal(tmp_path / name, vendor=vendor))
            if is_filled:
                new.fill()
            return new

        yield make
