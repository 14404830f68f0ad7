"""One release of the code is told from another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import oleksandria_intl
from oleksandria_intl import release as module
from oleksandria_intl.release import release
from oleksandria_intl.static_files import HashedFiles


def test_the_same_files_are_the_same_release() -> None:
    assert release() == release()


def test_a_file_that_changes_makes_another_release(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    page = tmp_path / "templates" / "home.html"
    page.parent.mkdir()
    page.write_text("Вітаємо", encoding="utf-8")
    before = release()
    os.utime(page, (1, 1))
    assert release() != before


@pytest.mark.parametrize("name", ["programs/views.py", "templates/home.html", "oleksandria_intl/portal/urls.py"])
def test_the_files_of_every_app_and_the_templates_count(settings: Any, name: str) -> None:
    assert settings.BASE_DIR / name in set(module._sources())


def test_static_files_that_are_collected_anew_make_another_release(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    before = release()
    (tmp_path / HashedFiles.manifest_name).touch()
    assert release() != before


def test_what_is_installed_beside_them_does_not(settings: Any) -> None:
    assert {file for file in module._sources() if ".venv" in file.parts} == set()


def test_the_setting_names_the_release(settings: Any) -> None:
    settings.RELEASE = "ab12cd"
    assert release() == f"{oleksandria_intl.__version__} ab12cd"


def test_a_setting_that_stays_does_not_hide_another_version(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RELEASE = "ab12cd"
    before = release()
    monkeypatch.setattr(oleksandria_intl, "__version__", "999.0.0")
    assert release() != before
