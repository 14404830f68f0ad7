"""The cache that all processes share: what expired stays in its table until somebody asks for it again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone


def count_outdated() -> int:
    """Return how many entries have expired."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {_OUTDATED}", [_now()])
        return int(cursor.fetchone()[0])


def remove_outdated() -> None:
    """Delete the entries that have expired."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE {_OUTDATED}", [_now()])


_OUTDATED = f"FROM {settings.CACHES['shared']['LOCATION']} WHERE expires < %s"


def _now() -> Any:
    """Return the moment as the table holds moments."""
    return connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
