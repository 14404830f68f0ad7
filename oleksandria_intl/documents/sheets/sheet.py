"""A sheet of a spreadsheet, and how a paper becomes sheets: one for each of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Column,
    Footnotes,
    Heading,
    Landscape,
    PreparedBy,
    Row,
    RowGroup,
    Signature,
    Table,
)
from oleksandria_intl.documents.document import Document

from .words import lines_of


@dataclass(frozen=True)
class Sheet:
    """A table with the lines above and below it; its rows may come one at a time, and once only."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    numbered_columns: bool = False
    headings: tuple[str, ...] = ()
    """Which of the lines above are headings, beside those that begin with the title."""
    mark: str = ""
    """What stands on every printed page, beside its number."""

    def is_heading(self, line: str) -> bool:
        """Tell whether a line above the table is set in bold."""
        return line in self.headings or bool(self.title and line.casefold().startswith(self.title.casefold()))

    @property
    def has_head(self) -> bool:
        """Whether any column has a head."""
        return any(column.head for column in self.columns)


def sheets_of(document: Document) -> list[Sheet]:
    """Return a sheet for each table, with what the paper says before it, and at its end after it.

    A paper without a table is one sheet of lines.
    """
    sheets: list[Sheet] = []
    said: list[Block] = []
    for block in _flat(document.blocks):
        if isinstance(block, Table):
            said = _closing(sheets, said)
            sheets.append(_sheet(block, said, document, is_first=not sheets))
            said = []
        else:
            said.append(block)
    if not sheets:
        return [Sheet(document.title, (), (), before=tuple(lines_of(said)), mark=document.mark)]
    sheets[-1] = replace(sheets[-1], after=tuple(lines_of(said)))
    return sheets


def _flat(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _flat(block.blocks)
        else:
            yield block


def _closing(sheets: list[Sheet], said: list[Block]) -> list[Block]:
    """Give the table above its footnotes and signatures, and return what remains for the table below."""
    if not sheets:
        return said
    closing = list(takewhile(lambda block: isinstance(block, (Footnotes, Signature, PreparedBy)), said))
    sheets[-1] = replace(sheets[-1], after=tuple(lines_of(closing)))
    return said[len(closing) :]


def _sheet(table: Table, said: Sequence[Block], document: Document, *, is_first: bool) -> Sheet:
    """Return the sheet of a table, called as the table, else as the last heading above it, else as the paper.

    The paper's head stands on the first; the others begin with the paper's mark, if it has one.
    """
    headings = tuple(block.text for block in said if isinstance(block, Heading))
    name = table.title or (headings[-1] if headings else document.title)
    rows = tuple(row for group in table.groups for row in _within(group))
    marked = (ukrainian.capitalised(document.mark),) if document.mark and not is_first else ()
    return Sheet(
        name,
        table.columns,
        rows,
        before=(*marked, *lines_of(said)),
        numbered_columns=table.numbered_columns,
        headings=headings,
        mark=document.mark,
    )


def _within(group: RowGroup) -> Iterator[Row]:
    """Yield the rows of a group; no cell reaches out of it."""
    for left, row in zip(range(len(group.rows), 0, -1), group.rows, strict=True):
        if any(cell.rowspan > left for cell in row.cells):
            row = replace(row, cells=tuple(replace(cell, rowspan=min(cell.rowspan, left)) for cell in row.cells))
        yield row
