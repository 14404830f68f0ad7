"""Sheets of the tests, and what an accountant's program reads in their files."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from oleksandria_intl.documents.blocks import (
    BulletList,
    Column,
    Footnotes,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Signature,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sheets import Sheet, write_csv, write_xlsx

from .report import DATED, REPORT, TITLE

ABOUT: dict[str, Any] = {"title": TITLE, "author": "Виконавчий комітет", "dated": DATED}
HEAD, FIRST = 5, 8
"""The rows of the report's heads and of its first measure, as Excel numbers them."""


def excel(*sheets: Sheet) -> bytes:
    return write_xlsx(sheets, **ABOUT)


def opened(content: bytes, *, counted: bool = False) -> Any:
    """Return the workbook: its formulas, or what they gave."""
    return openpyxl.load_workbook(BytesIO(content), data_only=counted)


def page(rows: Iterable[Row], columns: int = 3, **options: Any) -> Sheet:
    """Return a sheet whose rows begin in row 2."""
    heads = tuple(Column(f"Графа {number}", **options) for number in range(1, columns + 1))
    return Sheet("Аркуш", heads, rows)


def amounts(*texts: str | None, key: str = "", sums: tuple[str, ...] = ()) -> Row:
    return Row(tuple(amount_cell(None if text is None else Decimal(text)) for text in texts), key, sums)


def texts(*fields: str) -> Row:
    return Row(tuple(map(text_cell, fields)))


def written(sheet: Sheet, *, counted: bool = False) -> list[tuple[Any, ...]]:
    """Return the rows of the table, without its head."""
    return list(opened(excel(sheet), counted=counted).active.iter_rows(min_row=2, values_only=True))


def fields(*sheets: Sheet) -> list[list[str]]:
    text = b"".join(write_csv(*sheets)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def two_tables() -> Document:
    blocks = (
        Heading(2, "I. Кошти"),
        Table((Column("А"),), (RowGroup((amounts("1"),)),), title="Кошти"),
        Footnotes((("1)", plain("у гривнях")),)),
        Signature("Голова", "Ірина"),
        Heading(2, "II. Показники"),
        Table((Column("Б"),), (RowGroup((texts("в"),)),)),
        BulletList(((Paragraph(plain("кінець")),),)),
    )
    return replace(REPORT, blocks=blocks)
