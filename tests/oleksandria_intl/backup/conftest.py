"""A place of one's own for the files of a portal, whose sentences are those of the sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "var" / "media"
    settings.LOCK_DIR, settings.BACKUP_KEY = tmp_path / "var" / "locks", ""
    settings.MEDIA_ROOT.mkdir(parents=True)
    with translation.override("en"):
        yield
