"""The texts of a paper beside the row and field that each prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps

from oleksandria_intl.documents.blocks import (
    Blocks,
    BulletList,
    Cell,
    Contents,
    Footnotes,
    Landscape,
    NumberedList,
    PageBreak,
    Paragraph,
    PreparedBy,
    Source,
    Table,
    text_of,
)

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
        elif isinstance(block, PreparedBy):
            yield block.source, block.executor
        elif not isinstance(block, PageBreak):
            yield block.source, text_of(block.runs) if isinstance(block, Paragraph) else str(getattr(block, "text", ""))


def by_source(blocks: Blocks) -> dict[Source, list[str]]:
    """Return the texts that blocks print of each source, in small letters; fails where one names none."""
    found: dict[Source, list[str]] = defaultdict(list)
    for source, text in texts(blocks):
        assert source is not None, text
        found[source] += [text.lower()] if text else []
    return dict(found)


def rows_of(source: Source) -> Any:
    """Return the queryset of the one row that a source names."""
    model: Any = apps.get_model(source.model)
    if "/" not in source.key and any(field.name == "code" for field in model._meta.fields):
        return model.objects.filter(code=source.key)
    return model.objects.filter(pk=model.objects.get_by_natural_key(*source.key.split("/")).pk)
