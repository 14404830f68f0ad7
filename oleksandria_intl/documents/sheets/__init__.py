"""Papers as spreadsheets: sheets in, the bytes of an .xlsx or a .csv out.

XlsxWriter is loaded with the first file that is written, not with Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

from oleksandria_intl.documents.about import About

from .metadata import csv_metadata
from .separated import BATCH, csv_pieces, write_csv
from .sheet import Sheet, sheets_of

__all__ = [
    "BATCH",
    "FORMATS",
    "Sheet",
    "csv_metadata",
    "csv_pieces",
    "sheets_of",
    "stream",
    "write_csv",
    "write_xlsx",
    "write_xlsx_to",
]

FORMATS = ("xlsx", "csv")


def write_xlsx(
    sheets: Iterable[Sheet], *, title: str, author: str, dated: datetime, about: About | None = None
) -> bytes:
    """Return the sheets as an Excel file: the same sheets, title, author and moment give the same bytes."""
    file = BytesIO()
    write_xlsx_to(file, sheets, title=title, author=author, dated=dated, about=about)
    return file.getvalue()


def write_xlsx_to(
    file: IO[bytes],
    sheets: Iterable[Sheet],
    *,
    title: str,
    author: str,
    dated: datetime,
    about: About | None = None,
) -> None:
    """Write the sheets as an Excel file, row by row: rows that come one at a time are never held together.

    What is said of them stands on a sheet before them; the file opens at the first of them all the same.

    Raises ``ValueError`` where a row does not fit its sheet, or says other than the rows that it adds up.
    """
    from .xlsx import write

    write(file, sheets, title=title, author=author, dated=dated, about=about)


def stream(
    sheets: Iterable[Sheet],
    format: str,
    *,
    title: str,
    author: str,
    dated: datetime,
    about: About | None = None,
) -> Iterator[bytes]:
    """Yield the sheets as xlsx or csv in pieces; only a piece of them is in memory."""
    if format == "csv":
        yield from write_csv(*sheets)
        return
    with TemporaryFile() as file:
        write_xlsx_to(file, sheets, title=title, author=author, dated=dated, about=about)
        file.seek(0)
        while piece := file.read(BATCH):
            yield piece
