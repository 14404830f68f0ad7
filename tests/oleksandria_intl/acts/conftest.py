"""A decision that belongs to no programme, beside the programmes that the tests of this folder read."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from oleksandria_intl.models import Decision
from tests import factories
from tests.seed import programme_2020, programme_2021_2023

__all__ = ["programme_2020", "programme_2021_2023", "twinning"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Have sentences of the portal in English, as the code has them."""
    with override("en"):
        yield


@pytest.fixture
def twinning(db: None) -> Decision:
    """The draft that authorises the mayor to sign an agreement with a city abroad."""
    return factories.twinning()
