"""Sheets as CSV, as a Ukrainian Excel opens it: semicolons, decimal commas, a mark of UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Cell
from oleksandria_intl.documents.grid import placed

from .sheet import Sheet
from .words import decimals_of, text_in

BATCH = 64 * 1024
"""How much is made before it is sent on."""
MARK = "\ufeff"
RISKY = tuple("=+-@\t\r\n＝＋－＠")
"""How a text may begin that spreadsheets take for a formula (OWASP, CSV injection)."""


def write_csv(*sheets: Sheet) -> Iterator[bytes]:
    """Yield the sheets as CSV, in pieces of about 64 kB: heads and rows, without the lines around the table.

    The first line is the first table's head; further tables stand below it, an empty line before each and its title
    over its head. What the file is, and that it is not final, say its metadata. Fields are parted by semicolons, lines
    end with CR LF; numbers have a decimal comma and no spaces, days are 31.03.2020. A text that a spreadsheet would
    take for a formula begins with an apostrophe.
    """
    yield from csv_pieces(_lines(sheets))


def csv_pieces(lines: Iterable[Iterable[str]], delimiter: str = ";") -> Iterator[bytes]:
    """Yield lines of fields as CSV in pieces of about 64 kB: a mark of UTF-8, lines that end with CR LF."""
    text = StringIO()
    text.write(MARK)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for fields in lines:
        writer.writerow(fields)
        if text.tell() >= BATCH:
            yield _taken(text)
    yield _taken(text)


def _taken(text: StringIO) -> bytes:
    """Return what was written so far, and begin anew."""
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece


def _lines(sheets: tuple[Sheet, ...]) -> Iterator[list[str]]:
    for place, sheet in enumerate(sheets):
        if place:
            yield []
            yield [_safe(sheet.title)]
        if sheet.has_head:
            yield [_safe(column.head) for column in sheet.columns]
        for _row, slots in placed(sheet.rows, len(sheet.columns)):
            yield [field for slot in slots for field in (_field(slot.shown), *[""] * (slot.span - 1))]


def _field(cell: Cell) -> str:
    """Return what a cell says: its number or day where it has one, else its text."""
    if isinstance(cell.value, date):
        return f"{cell.value:%d.%m.%Y}"
    if cell.value is not None:
        return ukrainian.number(Decimal(cell.value), least=decimals_of(cell)).replace(ukrainian.NBSP, "")
    return _safe(text_in(cell))


def _safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a dash alone is none."""
    return f"'{text}" if text.startswith(RISKY) and text != "-" else text
