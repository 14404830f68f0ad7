"""What the server does once it has started."""

from __future__ import annotations

from collections.abc import Callable

from tests.portals import Portal

COUNTED = "import gc, oleksandria_intl.wsgi; print(gc.get_freeze_count(), len(gc.get_objects()))"


def test_what_it_has_loaded_is_not_looked_through_for_garbage(made: Callable[..., Portal]) -> None:
    frozen, others = made("one").done("-c", COUNTED).split()
    assert int(frozen) > 10 * int(others)
