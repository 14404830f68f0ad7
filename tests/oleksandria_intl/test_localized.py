"""Content in two languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from oleksandria_intl.localized import Localized
from oleksandria_intl.models import Council


@pytest.mark.parametrize(
    ("language", "english", "read"),
    [("uk", "City Council", "Рада"), ("en", "City Council", "City Council"), ("en", "", "Рада"), ("pl", "x", "Рада")],
)
def test_a_stranger_reads_english_where_there_is_any(language: str, english: str, read: str) -> None:
    with translation.override(language):
        assert Council(name_uk="Рада", name_en=english).name == read


def test_of_the_class_one_gets_the_descriptor() -> None:
    assert isinstance(Council.name, Localized)
