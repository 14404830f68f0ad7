"""Cells of an import: whatever apostrophe was typed, they name the same value."""

from __future__ import annotations

import pytest

from oleksandria_intl.resources.links import Link
from oleksandria_intl.resources.widgets import Choice
from oleksandria_intl.tables.sources import normal
from oleksandria_intl.ukrainian import APOSTROPHES
from partners.models import Country

MARKS = sorted(map(chr, APOSTROPHES))


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("label", ["Зв'язок", "Зв’язок"])
def test_a_choice_is_known_by_its_label(label: str, mark: str) -> None:
    assert Choice([("post", label), ("road", "Дорога")], str).clean(f"зв{mark}язок") == "post"


@pytest.mark.parametrize("mark", MARKS)
def test_a_column_is_known_by_its_head(mark: str) -> None:
    assert normal(f"Об{mark}єкт, грн") == normal("об'єкт грн")


@pytest.mark.django_db
@pytest.mark.parametrize("mark", MARKS)
def test_a_row_is_known_by_its_name(mark: str) -> None:
    country = Country.objects.create(code="CI", name_uk="Кот-д'Івуар")
    assert Link(Country, str).clean(f"Кот-д{mark}Івуар") == country
