"""Another process that renders the papers it is told of, from the database in its VAR_DIR, at another hour.

Its input is a list of kinds and keys as JSON; its answer the SHA-256 of each paper's formats.
Run as ``python -m tests.walk.rendering_again``.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

BASE = Path(__file__).resolve().parent.parent.parent
FORMATS = ("pdf", "docx", "xlsx")
LATER = timedelta(hours=5)
"""How much later than the tests the other process believes it is: another hour of the same day."""
Sums = dict[str, str]
"""SHA-256 by kind, key and format."""


def sums_of(papers_asked: Iterable[tuple[str, str]]) -> Sums:
    """Return the sums of those papers that there are, as they are rendered here, not as they were issued."""
    from oleksandria_intl import papers
    from oleksandria_intl.documents import store

    sums = {}
    for name, key in papers_asked:
        kind = papers.get(name)
        try:
            document = kind.build(kind.find(key, papers.Scope()))
        except papers.PaperNotFound:
            continue
        for format in sorted({*FORMATS}.intersection(kind.formats)):
            made = store.rendered(document, format)
            sums[f"{name} {key} {format}"] = hashlib.sha256(made).hexdigest()
    return sums


def elsewhere(asked: list[tuple[str, str]], database: Any, folder: Path, seed: str) -> Sums:
    """Return the sums of the papers from a process with this hash seed, a copy of an SQLite database, and our files."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
        register(copy)  # tables ask for functions of Django's own
        copy.executescript("\n".join(database.iterdump()))
    (folder / "media").symlink_to(Path(settings.MEDIA_ROOT).resolve())
    own = {"VAR_DIR": str(folder), "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "oleksandria_intl.settings"}
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TZ")} | own
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name],
        cwd=BASE,
        env=environment,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sums: Sums = json.loads(done.stdout)
    return sums


def main() -> None:
    """Answer."""
    import django
    import time_machine

    from tests import clock

    with time_machine.travel(clock.NOW + LATER, tick=True):
        django.setup()
        sys.stdout.write(json.dumps(sums_of(json.load(sys.stdin))))


if __name__ == "__main__":
    main()
