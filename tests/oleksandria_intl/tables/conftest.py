"""What the tests of the import share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def in_english() -> Iterator[None]:
    """Say the sentences as the sources do, whatever the catalogue makes of them."""
    with translation.override("en"):
        yield
