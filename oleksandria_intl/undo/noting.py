"""How what writes many rows in one statement tells the bin of them, which sees single rows only.

Apart from ``recording``, which needs the models that use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

LISTENER: ContextVar[Callable[[Any], None] | None] = ContextVar("listener", default=None)
"""Takes a row that is about to change, as it is stored; nothing while nobody notes."""


def note(rows: Iterable[Any]) -> None:
    """Note rows, as they are stored, that are about to change."""
    listener = LISTENER.get()
    if listener is not None:
        for row in rows:
            listener(row)
