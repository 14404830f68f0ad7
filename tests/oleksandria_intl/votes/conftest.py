"""A decision of the council that is voted on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from oleksandria_intl.models import Decision
from programs.models import Edition


@pytest.fixture
def decision(edition: Edition) -> Decision:
    """The decision on the programme of 2020."""
    assert edition.decision
    return edition.decision


@pytest.fixture
def in_english() -> Iterator[None]:
    """Say the sentences as the sources do, whatever the catalogue makes of them."""
    with translation.override("en"):
        yield
