"""Sheets as an Excel file: the only module that loads XlsxWriter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import IO

from xlsxwriter import Workbook

from .looks import Looks
from .names import named
from .page import Page
from .sheet import Sheet

LANGUAGE = "uk-UA"


def write(file: IO[bytes], sheets: Iterable[Sheet], *, title: str, author: str, dated: datetime) -> None:
    """Write the sheets into the file; ``write_xlsx_to`` says how."""
    created = dated.astimezone(timezone.utc) if dated.tzinfo else dated
    with Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": title, "author": author, "created": created})
        book.set_custom_property("Language", LANGUAGE)
        looks = Looks(book)
        for name, sheet in named(sheets):
            Page(book.add_worksheet(name), sheet, looks).write()
