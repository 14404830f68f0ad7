"""Rows as files: .xlsx with real numbers and days, CSV as a Ukrainian Excel opens it, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from oleksandria_intl import ukrainian
from oleksandria_intl.documents import blocks, sheets
from oleksandria_intl.documents.cells import day_cell, text_cell
from oleksandria_intl.tables.values import escaped

from .plain import Cell

FORMATS = ("xlsx", "csv", "json")
WIDEST = 60
"""Letters that a column of an .xlsx is wide, at most."""


def written(cell: Cell) -> str:
    """Return a cell as CSV has it: «12500,50», «31.03.2020»."""
    if isinstance(cell, str):
        return escaped(cell)
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else str(cell)


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield CSV in pieces: semicolons, decimal commas, a mark of UTF-8, lines that end with CR LF."""
    yield from sheets.csv_pieces(chain([heads], (map(written, row) for row in rows)))


def xlsx_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, dated: datetime) -> Iterator[bytes]:
    """Yield an .xlsx in pieces."""
    columns = tuple(blocks.Column(head, max(12, min(len(head) + 4, WIDEST))) for head in heads)
    lines = (blocks.Row(tuple(map(_cell, row))) for row in rows)
    yield from sheets.stream([sheets.Sheet(title, columns, lines)], "xlsx", title=title, author="", dated=dated)


def _cell(cell: Cell) -> blocks.Cell:
    """Return the cell of a sheet."""
    if isinstance(cell, str):
        return text_cell(escaped(cell))
    if isinstance(cell, date):
        return day_cell(cell)
    shown = f"{cell:,f}".replace(",", ukrainian.NBSP).replace(".", ",") if isinstance(cell, Decimal) else str(cell)
    return replace(text_cell(shown, align="right"), value=cell)


def json_of(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield a list of objects in pieces, one on a line."""
    before = "[\n"
    for row in rows:
        yield (before + json.dumps(row, ensure_ascii=False, default=_plain)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _plain(value: Any) -> Any:
    """Return a value for JSON: kopiykas of less than a trillion hryvnias are exact in its numbers."""
    return float(value) if isinstance(value, Decimal) else str(value)
