"""The visible sheets of an .xlsx, streamed by openpyxl behind a guard."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import CELL_TAG, DATA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import iterparse

from .cells import Cell, NumberedCells, UnreadableFile, Unusable
from .xlsx_guard import GuardedArchive, damaged

MOST_COLUMNS = 256
"""Columns to the right of these are not looked at: no head names them."""
EXACT_DIGITS = ".15g"
"""Excel shows 0.30000000000000004 as 0.3: it counts with fifteen digits."""


class Workbook:
    """The sheets that people see; raises ``UnreadableFile`` where the file is damaged or dangerous."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = GuardedArchive(file)
        with _damaged_where_openpyxl_stumbles(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = ExcelReader(file, read_only=True, keep_links=False)
            reader.archive = self._archive
            reader.read_manifest()
            strings = reader.package.find(SHARED_STRINGS)
            if strings and strings.PartName[1:] in reader.valid_files:
                reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(self._archive, reader.wb)
            self.sheets: dict[str, str] = {
                sheet.name: link.target
                for sheet, link in reader.parser.find_sheets()
                if sheet.state == "visible" and link.Type.endswith("/worksheet") and link.target in reader.valid_files
            }
        self._strings = reader.shared_strings
        self._first_day: date = reader.wb.epoch.date()
        self._styles_of_days = reader.wb._date_formats | reader.wb._timedelta_formats

    def rows(self, sheet: str) -> Iterator[NumberedCells]:
        """Yield the rows of a sheet that hold something, numbered as Excel numbers them."""
        with _damaged_where_openpyxl_stumbles(), self._archive.open_sheet(self.sheets[sheet]) as stream:
            for number, cells in _Sheet(stream, self._strings).rows():
                found: list[Cell] = []
                for cell in cells:
                    value, column = self._cell(number, cell), cell["column"]
                    if value not in (None, "") and column <= MOST_COLUMNS:
                        found.extend([None] * (column - len(found)))
                        found[column - 1] = value
                if found:
                    yield NumberedCells(number, found)

    def _cell(self, row: int, cell: dict[str, Any]) -> Cell:
        kind, value = cell["data_type"], cell["value"]
        if kind == "f":
            reason = _("The cell %(cell)s holds a formula; replace it with its value.")
            return Unusable("=…", reason % {"cell": _name(row, cell)}, value)
        if kind in ("b", "e"):
            shown = str(value).upper()[:20]
            message = _("The cell %(cell)s holds %(value)s, which is not a value.")
            return Unusable(shown, message % {"cell": _name(row, cell), "value": shown})
        if value is None or kind != "n":
            return str(unescape(str(value or "")))  # «_x000D_» is a carriage return
        number = _number(value)
        return self._day(number) if cell["style_id"] in self._styles_of_days else number

    def _day(self, number: Decimal) -> date:
        try:
            return self._first_day + timedelta(days=int(number))
        except OverflowError:
            return date.min


class _Sheet(WorkSheetParser):
    """openpyxl's reader of cells without what it keeps of rows; of a formula it returns the cached number."""

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Yield the rows that are there: gaps between them cost nothing."""
        number = 0
        for _event, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number = int(element.get("r", number + 1))
                self.row_counter, self.col_counter = number, 0
                yield number, [self.parse_cell(cell) for cell in element.iterfind(CELL_TAG)]
                element.clear()
            elif element.tag == DATA_TAG:
                return

    def parse_formula(self, element: Any) -> Decimal | None:
        """Return the number that the formula was worth when the file was saved, if it was one."""
        value = element.findtext(VALUE_TAG)
        return _number(value) if value and element.get("t", "n") == "n" else None


def _number(value: Any) -> Decimal:
    number = Decimal(format(float(value), EXACT_DIGITS))
    if not number.is_finite():
        raise damaged()
    return number


def _name(row: int, cell: dict[str, Any]) -> str:
    return f"{get_column_letter(cell['column'])}{row}"


@contextmanager
def _damaged_where_openpyxl_stumbles() -> Iterator[None]:
    """Say that the file is damaged: what openpyxl raises for one is not a few kinds of errors."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:
        raise damaged() from error
