"""The door of the import: any file of payments becomes rows in the portal's own words."""

from __future__ import annotations

from typing import BinaryIO

from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.encodings import SAMPLE, detect

from .csv_files import open_csv
from .json_files import open_json
from .rows import PaymentFile, RawRow, Refusal
from .xlsx_files import open_xlsx

__all__ = ["PaymentFile", "RawRow", "Refusal", "UnreadableFile", "open_file"]

_ZIP = b"PK\x03\x04"


def open_file(file: BinaryIO, name: str = "", *, row_limit: int | None = None) -> PaymentFile:
    """Return the payments of a file that can be sought in and stays open while they are read.

    What it is is told by what it holds; the name does not matter. More rows than ``row_limit`` end the reading.
    Raises ``UnreadableFile``, and so may ``rows()``.
    """
    file.seek(0)
    if file.read(len(_ZIP)) == _ZIP:
        return PaymentFile(open_xlsx(file), row_limit)
    encoding = detect(file)
    file.seek(0)
    start = file.read(SAMPLE).decode(encoding.codec, "ignore").lstrip("\ufeff \t\r\n")
    return PaymentFile(open_json(file) if start[:1] in ("[", "{") else open_csv(file), row_limit)
