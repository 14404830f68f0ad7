"""No loop has the system give and take memory at every call, however deep it lies."""

from __future__ import annotations

import resource

from django.conf import settings

from oleksandria_intl.stack import roomy

CALLS = 300
DEEPEST = 200
"""So many frames take more than one of CPython's pieces of memory."""


def fault_count(depth: int) -> int:
    """Return how often the system gave memory to a loop that lies so deep."""
    if depth:
        return fault_count(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _call in range(CALLS):
        nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def nothing() -> None:
    """Do nothing, with a frame as large as a rendering function's: it meets the edge of a piece at several depths."""


nothing.__code__ = nothing.__code__.replace(co_stacksize=100)


def test_wherever_a_loop_lies_its_calls_take_no_memory_anew() -> None:
    faults = [roomy(fault_count)(depth) for depth in range(DEEPEST)]
    assert max(faults) < CALLS // 3


def test_pages_that_are_made_have_the_room() -> None:
    assert "oleksandria_intl.stack.roomy" in settings.MIDDLEWARE


def test_what_is_called_gets_what_it_is_given_and_answers() -> None:
    assert roomy(divmod)(7, 2) == (3, 1)
    assert roomy(int)("11", base=2) == 3
