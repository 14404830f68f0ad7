"""Whether the portal is well: its database, the room for its files, its cache."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache as kept
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from oleksandria_intl import __version__
from oleksandria_intl.database import is_migrated

MEGABYTE = 1024 * 1024
PIECE = 4096
WAIT = 20
"""Milliseconds to wait for another writer on SQLite: where one writes, writing is possible."""
log = logging.getLogger(__name__)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer «ok» and 200, or 503; then a line for each thing tried, none of which tells a secret, and the version."""
    states = {name: _tried(name, attempt) for name, attempt in ATTEMPTS.items()}
    is_well = all(state == "ok" for state in states.values())
    lines = ["ok" if is_well else "unwell", *(f"{name}: {state}" for name, state in states.items())]
    lines.append(f"version: {__version__}")
    return HttpResponse(
        "\n".join([*lines, ""]), status=200 if is_well else 503, content_type="text/plain; charset=utf-8"
    )


def _tried(name: str, attempt: Callable[[], str]) -> str:
    """Return «ok» or what is wrong; the log says more than strangers are shown."""
    try:
        return attempt() or "ok"
    except Exception as error:
        log.warning("/healthz: %s: %s: %s", name, type(error).__name__, error)
        return "fails"


def database() -> str:
    """Say what is wrong with the database: nothing if it answers, is migrated and can be written to."""
    if not is_migrated():
        return "not migrated"
    try:
        _write_and_undo()
    except OperationalError as error:
        if "locked" not in str(error):  # on SQLite somebody else writes just now, so that writing is possible
            raise
    return ""


def _write_and_undo() -> None:
    """Write a row of no domain table, so that nothing is taken for changed, and take it back."""
    expires = timezone.now() + timedelta(minutes=1)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
        try:
            with transaction.atomic():
                Session(session_key=f"healthz-{secrets.token_hex(8)}", expire_date=expires).save(force_insert=True)
                transaction.set_rollback(True)
        finally:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA busy_timeout = {settings.DATABASES['default']['OPTIONS']['timeout'] * 1000}")


def storage() -> str:
    """Say what is wrong with the disk: nothing if there is room and a file can be written."""
    for folder in (Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT)):
        if not folder.exists() and folder != Path(settings.VAR_DIR):
            continue
        if shutil.disk_usage(folder).free < settings.LEAST_FREE_MEGABYTES * MEGABYTE:
            return "too little room"
        with TemporaryFile(dir=folder) as file:
            file.write(b"\0" * PIECE)
    return ""


def keeping() -> str:
    """Say what is wrong with the cache: nothing if it gives back what it was given."""
    name, value = f"healthz-{secrets.token_hex(8)}", secrets.token_hex(8)
    kept.set(name, value, timeout=10)
    found = kept.get(name)
    kept.delete(name)
    return "" if found == value else "forgets"


ATTEMPTS: dict[str, Callable[[], str]] = {"database": database, "storage": storage, "cache": keeping}
