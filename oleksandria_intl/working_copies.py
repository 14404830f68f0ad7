"""Which working copies the portal gave out, noted as they are made."""

from __future__ import annotations

import logging

from django.db import DatabaseError, transaction

from oleksandria_intl import clock
from oleksandria_intl.models import WorkingCopy

logger = logging.getLogger(__name__)


def note(*, sha256: str, kind: str, key: str, title: str, format: str) -> None:
    """Remember a file as a working copy of this day, unless it is known already.

    It moves no version of the content, so a reader's page may do it. A database that takes nothing now (it is full,
    another writer is at work for long) keeps nobody from the file.
    """
    try:
        # Outside of a transaction, which on SQLite waits for whoever writes.
        if WorkingCopy.objects.with_sum(sha256).exists():
            return
        copy = WorkingCopy(sha256=sha256, kind=kind, key=key, title=title[:500], format=format, made_on=clock.today())
        with transaction.atomic():
            WorkingCopy.objects.bulk_create([copy], ignore_conflicts=True)
    except DatabaseError as error:
        logger.warning("The portal will not know a working copy again (%s, %s): %s", kind, key, error)
