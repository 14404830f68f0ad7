"""Files of any table, read as files of payments are: the same amounts, days, codes, encodings, the same refusals."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, ClassVar

from django.db import models
from django.utils.translation import gettext as _

from budget.importing import codes
from budget.importing.csv_files import SEPARATORS
from oleksandria_intl.resources import ImportedResource, Source
from oleksandria_intl.tables import values
from oleksandria_intl.tables.amounts import Amounts
from oleksandria_intl.tables.cells import Cell, UnreadableFile, Unusable, Wrong, plain_text, shown
from oleksandria_intl.tables.encodings import Encoding, broken_text, detect, opened
from oleksandria_intl.tables.xlsx_package import Package
from oleksandria_intl.tables.xlsx_sheets import read_sheet
from oleksandria_intl.tables.xlsx_workbook import open_workbook

LONGEST_TEXT = 50_000
_ZIP = b"PK\x03\x04"
_WHOLE = re.compile(r"-?[0-9]{1,9}(?:\.0+)?")

Read = Callable[[Any], Any]


class MoneyFileResource(ImportedResource):
    """Rows that come in from files of the finance office."""

    unreadable = (UnreadableFile,)
    readers: ClassVar[Mapping[str, Read]] = {
        "program_code": codes.program_code,
        "economic_code": codes.economic_code,
        "register_code": values.register_code,
        "payee_code": values.register_code,
        "payer": values.register_code,
        "unit": values.register_code,
    }
    """Fields that are codes: what Excel makes of them is mended."""

    def __init__(self, **kwargs: Any) -> None:
        self._amounts = Amounts()
        super().__init__(**kwargs)

    def begin_row(self, number: int) -> None:
        """Tell the reader of amounts where it is: it remembers the file's decimal mark."""
        self._amounts.row = number

    def shown(self, cell: Any) -> str:
        """Return a cell as a refusal quotes it."""
        return shown(cell)

    def sources(self, file: BinaryIO) -> list[Source]:
        """Return the sheets of an .xlsx, or the text cut at each separator."""
        file.seek(0)
        if file.read(len(_ZIP)) == _ZIP:
            workbook = open_workbook(Package(file))
            return [Source(sheet.name, partial(read_sheet, workbook, sheet)) for sheet in workbook.sheets]
        encoding = detect(file)
        return [Source(mark, partial(_csv_rows, file, encoding, mark), is_even=True) for mark in SEPARATORS]

    def reader(self, name: str, field: Any) -> Read:
        """Return what reads the cells of a field."""
        if name in self.readers:
            return self.readers[name]
        if field.related_model:
            return values.label_code
        if field.choices or isinstance(field, models.BooleanField):
            return _word
        return self._reader_of_kind(field)

    def _reader_of_kind(self, field: Any) -> Read:
        if isinstance(field, models.DecimalField):
            return self._amounts.read
        if isinstance(field, models.DateField):
            return values.day
        if isinstance(field, models.IntegerField):
            return _whole
        return values.text_reader(field.max_length or LONGEST_TEXT)


def _word(cell: Cell) -> str:
    """Return a word; true and false of Excel too."""
    if isinstance(cell, Unusable) and cell.shown in ("TRUE", "FALSE"):
        return cell.shown
    return plain_text(cell)


def _whole(cell: Cell) -> int | None:
    """Return a whole number, nothing for an empty cell."""
    text = plain_text(cell).removeprefix("'")
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise Wrong(_("This is not a whole number."))
    return int(text.partition(".")[0])


def _csv_rows(file: BinaryIO, encoding: Encoding, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of CSV, numbered as Excel does."""
    text = opened(file, encoding)
    reader = csv.reader(text, delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except UnicodeDecodeError as error:
        raise broken_text(error, reader.line_num, encoding) from None
    except csv.Error:
        sentence = _("In row %(row)d the quotation marks are wrong: those inside a text are doubled.")
        raise UnreadableFile(sentence % {"row": number + 1}) from None
