"""Content in two languages."""

from __future__ import annotations

import pytest
from django.template import Context, Template
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


@pytest.mark.parametrize("tag", ['{% localized council "name" %}', "{% ukrainian_only council.name_uk %}"])
def test_a_page_prints_the_typists_apostrophe_and_the_database_keeps_the_one_typed(tag: str) -> None:
    council = Council(name_uk="Рада м. Кам'янське <1>")
    shown = Template("{% load portal %}" + tag).render(Context({"council": council}))
    assert shown == "Рада м. Кам’янське &lt;1&gt;"
    assert council.name == "Рада м. Кам'янське <1>"


def test_of_the_class_one_gets_the_descriptor() -> None:
    assert isinstance(Council.name, Localized)
