"""The programmes and the reception that tests read; the language in which services are asked for their sentences."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from delegations.models import Delegation, Purchase
from tests.delegations import receptions
from tests.seed import programme_2020, programme_2021_2023, programme_2021_2025

__all__ = ["programme_2020", "programme_2021_2023", "programme_2021_2025"]


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def stay(db: None) -> Delegation:
    return receptions.reception()


@pytest.fixture
def albums(stay: Delegation) -> Purchase:
    return receptions.albums()
