"""Deeds of several people at the same moment; on PostgreSQL alone, where writers do not wait for one another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*deeds: Callable[[], object]) -> list[bool]:
    """Do all at the same moment; say of each whether it was done, and not refused."""
    gate = Barrier(len(deeds))

    def is_done(deed: Callable[[], object]) -> bool:
        try:
            gate.wait(60)
            deed()
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(is_done, deeds))
