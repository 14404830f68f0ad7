"""The programmes that the tests of this app read; the language in which services are asked for their sentences."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.seed import programme_2020, programme_2021_2023, programme_2021_2025

__all__ = ["programme_2020", "programme_2021_2023", "programme_2021_2025"]


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
