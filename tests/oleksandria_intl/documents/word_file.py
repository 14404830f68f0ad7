"""Papers for the tests of the Word file, and the file opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timezone
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from oleksandria_intl.documents.blocks import Block, Cell, Column, Paragraph, Row, RowGroup, Table, plain
from oleksandria_intl.documents.document import Document, Issue
from oleksandria_intl.documents.word import write_docx

COLUMNS = (Column("№ з/п", 1, "center"), Column("Захід", 6), Column("Сума", 2, "right"))


def text(words: str) -> Paragraph:
    return Paragraph(plain(words))


def cell(words: str = "", **look: object) -> Cell:
    return Cell((text(words),) if words else (), **look)  # type: ignore[arg-type]


def table(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS, **about: object) -> Table:
    return Table(columns, (RowGroup(tuple(Row(cells) for cells in rows)),), **about)  # type: ignore[arg-type]


def paper(*blocks: Block) -> Document:
    dated = datetime(2019, 12, 12, 10, 30, tzinfo=timezone.utc)
    return Document("Про затвердження Програми", "Олександрійська міська рада", blocks, dated)


def opened(*blocks: Block, pages: Mapping[str, int] | None = None, issue: Issue | None = None) -> WordFile:
    return docx.Document(BytesIO(write_docx(replace(paper(*blocks), issue=issue), pages or {})))


def flagged(element: object, tag: str) -> bool:
    return next(element.iter(qn(tag)), None) is not None  # type: ignore[attr-defined]
