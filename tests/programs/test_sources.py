"""Every text of the decision names the row and the field that it prints, and no file shows it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db.models import DecimalField

from oleksandria_intl.documents.blocks import Cell, Heading, Paragraph, Source, plain
from oleksandria_intl.documents.html import render
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import Official, Term
from oleksandria_intl.ukrainian import hryvnias, thousands
from programs.documents import decision
from programs.models import Edition
from tests.sources import by_source, rows_of


def of_decision(edition: Edition) -> dict[Source, list[str]]:
    """Return the texts that the decision prints of each source."""
    return by_source(decision(Edition.objects.of_key(edition.key)).blocks)


def test_to_change_the_field_that_a_text_names_is_to_change_the_text(programme_2020: Edition) -> None:
    before = of_decision(programme_2020)
    written: dict[Source, Any] = {
        source: Decimal(1_000_000 + 1000 * number) if is_figure(source) else f"слово{number}я"
        for number, source in enumerate(before)
        if source.field
    }
    assert len(written) > 100
    for source, value in written.items():
        assert rows_of(source).update(**{source.field: value}) == 1, source
    after = of_decision(programme_2020)
    assert after.keys() == before.keys()
    assert [source for source, value in written.items() if not after[source]] == []
    assert [source for source, value in written.items() if not all(says(text, value) for text in after[source])] == []


def is_figure(source: Source) -> bool:
    return isinstance(apps.get_model(source.model)._meta.get_field(source.field), DecimalField)


def says(text: str, value: Any) -> bool:
    """Whether a text says the word, or the amount in hryvnias or thousands."""
    figures = isinstance(value, Decimal)
    return any(form in text for form in ((hryvnias(value), thousands(value)) if figures else (value,)))


def test_a_computed_text_names_the_row_that_it_is_computed_from(programme_2020: Edition) -> None:
    computed = [source for source in of_decision(programme_2020) if not source.field]
    assert all(rows_of(source).count() == 1 for source in computed)


def test_terms_of_two_officials_with_the_same_code_are_two_sources(edition: Edition) -> None:
    first = Term.objects.get()
    other = Official.objects.create(code="other", surname="Інший", given_name="Іван")
    second = Term.objects.create(official=other, code=first.code, post_uk="Секретар")
    assert [source_of(term).key for term in (first, second)] == ["mayor/mayor-2015", "other/mayor-2015"]


@pytest.mark.parametrize("block", [Paragraph(plain("а")), Heading(1, "а"), Cell()])
def test_a_source_changes_neither_what_blocks_are_nor_how_they_are_written(block: Any) -> None:
    named = replace(block, source=Source("programs.section", "goals", "title_uk"))
    assert (named, repr(named), hash(named)) == (block, repr(block), hash(block))


def test_no_page_shows_a_source(programme_2020: Edition) -> None:
    assert "programs.section" not in render(decision(programme_2020))
