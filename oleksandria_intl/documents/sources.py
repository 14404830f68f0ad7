"""Where the texts of a paper come from; nothing of it reaches a file: a source is neither compared nor shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from oleksandria_intl.models import Natural

from . import blocks as b

WITHIN = (("edition",), ("program",))


def source_of(row: Natural, field: str = "") -> b.Source:
    """Return the source of a text that prints this field of a row; without one, of a text computed from the row."""
    # Within a paper's edition or programme a code says all; the terms of two officials may have the same.
    is_named_by_code = row.natural_fields[-1] == "code" and row.natural_fields[:-1] in ((), *WITHIN)
    key = str(getattr(row, "code", "")) if is_named_by_code else "/".join(row.natural_key())
    return b.Source(row._meta.label_lower, key, field)


def sources_of(part: Any) -> Iterator[b.Source | None]:
    """Yield the sources of all that stands in a block, in a part of one or in several, None for a text without one."""
    if isinstance(part, tuple):
        for each in part:
            yield from sources_of(each)
    elif isinstance(part, b.Source):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            if field.name == "source":
                yield getattr(part, field.name)
            else:
                yield from sources_of(getattr(part, field.name))


def sourced(blocks: b.Blocks, source: b.Source) -> b.Blocks:
    """Return the blocks with this source for every text that has none of its own."""
    return tuple(_sourced(block, source) for block in blocks)


def sourced_group(group: b.RowGroup, source: b.Source) -> b.RowGroup:
    """Return the rows with this source for every text that has none of its own."""
    return b.RowGroup(tuple(replace(row, cells=sourced_cells(row.cells, source)) for row in group.rows))


def sourced_cells(cells: tuple[b.Cell, ...], source: b.Source) -> tuple[b.Cell, ...]:
    """Return the cells with this source for every text that has none of its own."""
    return tuple(_sourced_cell(cell, source) for cell in cells)


def _sourced(block: Any, source: b.Source) -> Any:
    if isinstance(block, (b.BulletList, b.NumberedList)):
        return replace(block, items=tuple(sourced(item, source) for item in block.items))
    if isinstance(block, b.Landscape):
        return replace(block, blocks=sourced(block.blocks, source))
    if isinstance(block, b.Table):
        return replace(block, groups=tuple(sourced_group(group, source) for group in block.groups))
    if isinstance(block, b.Contents):
        return replace(block, entries=tuple(_sourced_entry(entry, source) for entry in block.entries))
    if isinstance(block, b.Footnotes):
        return replace(block, sources=block.sources or (source,) * len(block.notes))
    if isinstance(block, (b.PageBreak, b.PageCode)) or block.source:
        return block
    return replace(block, source=source)


def _sourced_cell(cell: b.Cell, source: b.Source) -> b.Cell:
    own = cell.source or source
    return replace(cell, content=sourced(cell.content, own), source=own)


def _sourced_entry(entry: b.ContentsEntry, source: b.Source) -> b.ContentsEntry:
    own = entry.source or source
    return replace(entry, title=sourced(entry.title, own), source=own)
