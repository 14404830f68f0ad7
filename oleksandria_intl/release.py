"""Which state of the code this process runs: what is kept of pages by one is not shown by another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

import oleksandria_intl

MANIFEST = "staticfiles.json"
"""What collectstatic writes: the name of each file with its hash."""
SOURCES = (".py", ".html", ".mo", ".json")


def product() -> str:
    """Return the name and version of the portal as programs write them into the files that they make."""
    return f"oleksandria-intl {oleksandria_intl.__version__}"


def release() -> str:
    """Return the version, and the setting RELEASE or else a hash of names, sizes and times of the portal's own files.

    To be asked when a process starts: later, the files may be those of the next release already.
    """
    return f"{oleksandria_intl.__version__} {settings.RELEASE or _hash_of_files()}"


def _hash_of_files() -> str:
    digest = hashlib.sha256(f"{django.__version__} {settings.STATIC_URL}".encode())
    for file in sorted(_sources()):
        facts = file.stat()
        digest.update(f"\n{file} {facts.st_size} {facts.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    """Yield the files that decide what a page is: of our own apps, templates, the list of collected static files."""
    base = Path(settings.BASE_DIR)
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == base]
    yield from Path(settings.STATIC_ROOT).glob(MANIFEST)
    for folder in (*own, base / "templates"):
        yield from (file for file in folder.rglob("*") if file.suffix in SOURCES)
