"""A static file is named by its content once it is collected, and browsers keep it for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import HttpResponse
from django.test import RequestFactory
from whitenoise import middleware as whitenoise

from oleksandria_intl.static_files import HashedFiles


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> HashedFiles:
    """A style with its picture, a module that imports another, and a font, as ``collectstatic`` leaves them."""
    texts = {
        "site.css": 'body { background: url("img/sky.svg") }',
        "img/sky.svg": "<svg/>" * 100,
        "form.js": 'import { keep } from "./keep.js";\nkeep();',
        "keep.js": "export const keep = () => {};\n" * 20,
        "fonts/plain.ttf": "0" * 1000,
    }
    source, settings.STATIC_ROOT = tmp_path / "source", tmp_path / "static"
    storage = HashedFiles()
    for name, text in texts.items():
        FileSystemStorage(source).save(name, ContentFile(text.encode()))
        storage.save(name, ContentFile(text.encode()))
    outcome = list(storage.post_process({name: (FileSystemStorage(source), name) for name in texts}))
    assert [error for _name, _new, error in outcome if isinstance(error, Exception)] == []
    return HashedFiles()


def text_of(storage: HashedFiles, name: str) -> str:
    return Path(storage.path(storage.stored_name(name))).read_text(encoding="utf-8")


def test_what_is_collected_is_named_by_its_content_and_so_is_what_it_names(collected: HashedFiles) -> None:
    assert collected.url("site.css").startswith("/static/site.")
    assert collected.url("site.css") != "/static/site.css"
    assert Path(collected.stored_name("img/sky.svg")).name in text_of(collected, "site.css")
    assert collected.stored_name("keep.js") in text_of(collected, "form.js")


def test_what_was_not_collected_keeps_its_name(collected: HashedFiles) -> None:
    assert collected.url("nowhere.css") == "/static/nowhere.css"


def test_before_anything_is_collected_files_keep_their_names(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    assert HashedFiles().url("site.css") == "/static/site.css"


def test_what_is_asked_for_is_compressed_and_the_fonts_of_papers_are_by_both_names(collected: HashedFiles) -> None:
    for name in (collected.stored_name("img/sky.svg"), "fonts/plain.ttf", collected.stored_name("fonts/plain.ttf")):
        assert collected.exists(f"{name}.gz")
    assert not collected.exists("img/sky.svg.gz")


def test_a_browser_keeps_a_file_for_good_by_its_hash_and_for_minutes_without(
    db: None, collected: HashedFiles, settings: Any, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    settings.WHITENOISE_AUTOREFRESH, settings.WHITENOISE_USE_FINDERS = False, False
    monkeypatch.setattr(whitenoise, "staticfiles_storage", collected)
    served: Callable[[Any], Any] = whitenoise.WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))
    ages = {}
    for name in ("site.css", collected.stored_name("site.css")):
        answer = served(rf.get(f"/static/{name}"))
        answer.close()
        ages[name] = answer["Cache-Control"]
    assert list(ages.values()) == ["max-age=600, public", "max-age=315360000, public, immutable"]
