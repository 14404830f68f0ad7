"""What several questions of one run ask for is made once: the paper of an edition, its money.

A run is as long as a call of ``checks.findings``, or the answer to a staff member who only looks; what it has made is
gone with it, so that nothing grows stale.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model

Made = TypeVar("Made")
Of = ParamSpec("Of")
Row = TypeVar("Row", bound=Model)
_MADE: ContextVar[dict[Hashable, Any] | None] = ContextVar("made", default=None)


@contextmanager
def run() -> Iterator[None]:
    """Begin a run; within another one it is a part of that."""
    if _MADE.get() is not None:
        yield
        return
    token = _MADE.set({})
    try:
        yield
    finally:
        _MADE.reset(token)


def made(make: Callable[Of, Made], *of: Of.args, **named: Of.kwargs) -> Made:
    """Return what a function makes of these; within a run it is asked once for the same."""
    key = (make, of, tuple(sorted(named.items())))
    try:
        hash(key)
    except TypeError:  # a row that is not stored yet
        return make(*of, **named)
    return kept(key, lambda: make(*of, **named))


def made_of_rows(make: Callable[[list[Row]], Mapping[Any, Made]], rows: Iterable[Row]) -> dict[Any, Made]:
    """Return what a function makes of rows by primary key; within a run it is asked once for each row."""
    asked = list(rows)
    known = _MADE.get() if all(row.pk for row in asked) else None
    if known is None:
        return dict(make(asked))
    if lacking := [row for row in asked if (make, row) not in known]:
        found = make(lacking)
        known |= {(make, row): found[row.pk] for row in lacking}
    return {row.pk: known[make, row] for row in asked}


def is_made(make: Callable[[], Any]) -> bool:
    """Whether a function that takes nothing was asked within the run already."""
    return (make, (), ()) in (_MADE.get() or ())


def kept(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what is kept under a key within the run, or what is made now."""
    known = _MADE.get()
    if known is None:
        return make()
    if key not in known:
        known[key] = make()
    found: Made = known[key]
    return found
