"""Room for the frames of all that a function calls.

CPython keeps the frames of functions in pieces of 16 KB of memory. Where a loop lies at the edge of a piece, every call
that it makes takes a new piece from the system and gives it back (https://github.com/python/cpython/issues/142183,
mended in the last releases of 3.13 and 3.14): by chance of how deep its loops lie, a page takes half as much CPU again,
a decision's 50 ms in place of 31. A function that says that it needs much memory gets a piece that holds the frames of
all that it calls, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Answer = TypeVar("Answer")
Of = ParamSpec("Of")
WORDS = 16_384
"""So many words of memory, of eight bytes each: pages and papers take less than a half."""


def roomy(call: Callable[Of, Answer]) -> Callable[Of, Answer]:
    """Return what does the same with its frames, and those of all that it calls, in one piece; a middleware, too."""

    def called(*of: Of.args, **named: Of.kwargs) -> Answer:
        return call(*of, **named)

    called.__code__ = called.__code__.replace(co_stacksize=WORDS)
    return called
