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
from openpyxl.worksheet._reader import CELL_TAG, COL_TAG, DATA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import iterparse

from .cells import Cell, NumberedCells, NumberFrom1904, UnreadableFile, Unusable
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
            sheets = [
                (sheet, link.target)
                for sheet, link in reader.parser.find_sheets()
                if link.Type.endswith("/worksheet") and link.target in reader.valid_files
            ]
        self.sheets: dict[str, str] = {sheet.name: target for sheet, target in sheets if sheet.state == "visible"}
        self.hidden_sheets: list[str] = [sheet.name for sheet, _target in sheets if sheet.state != "visible"]
        self.hidden_columns: dict[str, set[int]] = {name: set() for name in self.sheets}
        """The places of columns, from 0, that people do not see; known once a row of the sheet is read."""
        self._strings = reader.shared_strings
        self._first_day: date = reader.wb.epoch.date()
        self._number: type[Decimal] = NumberFrom1904 if self._first_day.year == 1904 else Decimal
        self._styles_of_days = reader.wb._date_formats | reader.wb._timedelta_formats

    def rows(self, sheet: str) -> Iterator[NumberedCells]:
        """Yield the rows of a sheet that hold something, numbered as Excel numbers them."""
        with _damaged_where_openpyxl_stumbles(), self._archive.open_sheet(self.sheets[sheet]) as stream:
            for number, cells, is_hidden in _Sheet(stream, self._strings).rows(self.hidden_columns[sheet]):
                found: list[Cell] = []
                for cell in cells:
                    value, column = self._cell(number, cell), cell["column"]
                    if value not in (None, "") and column <= MOST_COLUMNS:
                        found.extend([None] * (column - len(found)))
                        found[column - 1] = value
                if found:
                    yield NumberedCells(number, found, is_hidden)

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
        return self._day(number) if cell["style_id"] in self._styles_of_days else self._number(number)

    def _day(self, number: Decimal) -> date:
        try:
            return self._first_day + timedelta(days=int(number))
        except OverflowError:
            return date.min


class _Sheet(WorkSheetParser):
    """openpyxl's reader of cells without what it keeps of rows; of a formula it returns the cached number."""

    def rows(self, hidden_columns: set[int]) -> Iterator[tuple[int, list[dict[str, Any]], bool]]:
        """Yield the rows that are there, and whether they are hidden: gaps between them cost nothing.

        The places of hidden columns, which stand before the rows, are added to the set.
        """
        number = 0
        for _event, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number = int(element.get("r", number + 1))
                self.row_counter, self.col_counter = number, 0
                yield number, [self.parse_cell(cell) for cell in element.iterfind(CELL_TAG)], _is_hidden(element)
                element.clear()
            elif element.tag == COL_TAG and _is_hidden(element):
                hidden_columns.update(range(int(element.get("min")) - 1, min(int(element.get("max")), MOST_COLUMNS)))
            elif element.tag == DATA_TAG:
                return

    def parse_formula(self, element: Any) -> Decimal | None:
        """Return the number that the formula was worth when the file was saved, if it was one."""
        value = element.findtext(VALUE_TAG)
        return _number(value) if value and element.get("t", "n") == "n" else None


def _is_hidden(element: Any) -> bool:
    """Whether a row or a column is hidden, or drawn without height or width, which looks the same."""
    size = element.get("ht") or element.get("width")
    return element.get("hidden") in ("1", "true") or (size is not None and float(size) == 0)


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
