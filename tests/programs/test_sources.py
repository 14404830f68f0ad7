"""Every text of the decision names the row and the field that it prints, and no file shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps

from oleksandria_intl.documents.blocks import (
    BulletList,
    Cell,
    Contents,
    Footnotes,
    Heading,
    Landscape,
    NumberedList,
    PageBreak,
    Paragraph,
    Source,
    Table,
    plain,
    text_of,
)
from oleksandria_intl.documents.html import render
from programs.documents import decision
from programs.models import Edition

Text = tuple["Source | None", str]


def texts(blocks: Iterable[Any]) -> Iterator[Text]:
    """Yield every text that blocks print, with its source."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from texts(block.blocks)
        elif isinstance(block, BulletList | NumberedList):
            for item in block.items:
                yield from texts(item)
        elif isinstance(block, Table):
            yield from texts(cell for group in block.groups for row in group.rows for cell in row.cells)
        elif isinstance(block, Contents):
            for entry in block.entries:
                yield entry.source, entry.numeral
                yield from texts(entry.title)
        elif isinstance(block, Footnotes):
            for (_mark, note), source in zip(block.notes, block.sources, strict=True):
                yield source, text_of(note)
        elif isinstance(block, Cell):
            yield block.source, ""
            yield from texts(block.content)
        elif not isinstance(block, PageBreak):
            yield block.source, text_of(block.runs) if isinstance(block, Paragraph) else str(getattr(block, "text", ""))


def by_source(edition: Edition) -> dict[Source, list[str]]:
    """Return the texts that the decision prints of each source, in small letters."""
    found: dict[Source, list[str]] = defaultdict(list)
    for source, text in texts(decision(Edition.objects.of_key(edition.key)).blocks):
        assert source is not None, text
        found[source] += [text.lower()] if text else []
    return dict(found)


def rows_of(source: Source) -> Any:
    """Return the queryset of the one row that a source names."""
    model: Any = apps.get_model(source.model)
    if any(field.name == "code" for field in model._meta.fields):
        return model.objects.filter(code=source.key)
    return model.objects.filter(pk=model.objects.get_by_natural_key(*source.key.split("/")).pk)


def test_to_change_the_field_that_a_text_names_is_to_change_the_text(programme_2020: Edition) -> None:
    before = by_source(programme_2020)
    written = {source: f"слово{number}я" for number, source in enumerate(before) if source.field}
    assert len(written) > 100
    for source, word in written.items():
        assert rows_of(source).update(**{source.field: word}) == 1, source
    after = by_source(programme_2020)
    assert after.keys() == before.keys()
    assert [source for source, word in written.items() if not after[source]] == []
    assert [source for source, word in written.items() if not all(word in text for text in after[source])] == []


def test_a_computed_text_names_the_row_that_it_is_computed_from(programme_2020: Edition) -> None:
    computed = [source for source in by_source(programme_2020) if not source.field]
    assert all(rows_of(source).count() == 1 for source in computed)


@pytest.mark.parametrize("block", [Paragraph(plain("а")), Heading(1, "а"), Cell()])
def test_a_source_changes_neither_what_blocks_are_nor_how_they_are_written(block: Any) -> None:
    named = replace(block, source=Source("programs.section", "goals", "title_uk"))
    assert (named, repr(named), hash(named)) == (block, repr(block), hash(block))


def test_no_page_shows_a_source(programme_2020: Edition) -> None:
    assert "programs.section" not in render(decision(programme_2020))
