"""The rows of one sheet of an .xlsx, read as a stream.

openpyxl is not used here: it keeps every row it has read, loads a row whole however long it is, walks through rows
that are only claimed, and takes as long again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from .cells import Cell, NumberedCells, UnreadableFile, Unusable
from .xlsx_package import Attributes, XmlReader, damaged
from .xlsx_workbook import LONGEST_CELL, Gathering, Sheet, Workbook, unescaped

MOST_ROWS = 1_048_576
MOST_COLUMNS = 256
"""Columns to the right of these are not looked at: no head names them."""
MOST_CELLS = 16_384
EXACT_DIGITS = ".15g"
"""Excel shows 0.30000000000000004 as 0.3: it counts with fifteen digits."""


def read_sheet(workbook: Workbook, sheet: Sheet) -> Iterator[NumberedCells]:
    """Yield the rows that hold something, numbered as Excel numbers them; raise ``UnreadableFile``."""
    reading = _Sheet(workbook)
    reader = XmlReader(reading.start, reading.end, reading.text)
    for chunk in workbook.package.chunks(sheet.part):
        reader.feed(chunk)
        yield from reading.take_rows()
        if reading.is_over:
            return
    reader.feed(b"", final=True)


class _Sheet:
    """Hears the elements of a sheet and makes rows of them; all of it runs some times for every cell."""

    def __init__(self, workbook: Workbook) -> None:
        self.is_over = False
        self._strings = workbook.strings
        self._dates = {str(style) for style in workbook.date_styles}
        self._first_day = date(1904, 1, 1) if workbook.counts_from_1904 else date(1899, 12, 30)
        self._rows: list[NumberedCells] = []
        self._row = self._column = self._heard = 0
        self._cells: list[Cell] = []
        self._kind = self._style = self._value = ""
        self._is_value = self._is_formula = False
        self._inline: Gathering | None = None

    def take_rows(self) -> list[NumberedCells]:
        """Return the rows that are complete."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, element: str, attributes: Attributes) -> None:
        """Notice the beginning of a value, a cell, a row."""
        if element == "c":
            self._begin_cell(attributes)
        elif element == "v":
            self._is_value = True
        elif element == "row":
            self._begin_row(attributes.get("r"))
        elif element == "f":
            self._is_formula = True
        elif self._inline:
            self._inline.start(element, attributes)

    def text(self, piece: str) -> None:
        """Keep what is written in a value."""
        if self._is_value:
            self._value += piece
            if len(self._value) > 2 * LONGEST_CELL:
                raise damaged()
        elif self._inline:
            self._inline.text(piece)

    def end(self, element: str) -> None:
        """Notice the end of a value, a cell, a row."""
        if element == "v":
            self._is_value = False
        elif element == "c":
            self._end_cell()
        elif element == "row" and self._cells:
            self._rows.append(NumberedCells(self._row, self._cells))
            self._cells = []
        elif element == "sheetData":
            self.is_over = True
        elif self._inline:
            self._inline.end(element)

    def _begin_row(self, number: str | None) -> None:
        following = self._row + 1
        self._row = int(number) if number else following
        if self._row < following:
            raise damaged()
        if self._row > MOST_ROWS:
            raise UnreadableFile(_("The sheet claims row %(row)d, which Excel cannot hold.") % {"row": self._row})
        self._column = self._heard = 0
        self._cells = []

    def _begin_cell(self, attributes: Attributes) -> None:
        name = attributes.get("r")
        self._column = COLUMNS.get(name.rstrip("0123456789"), MOST_COLUMNS + 1) if name else self._column + 1
        self._heard += 1
        if self._heard > MOST_CELLS:
            raise damaged()
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value = ""
        self._is_formula = False
        self._inline = Gathering() if self._kind == "inlineStr" else None

    def _end_cell(self) -> None:
        if self._column <= MOST_COLUMNS:
            cell = self._cell()
            if cell is not None and cell != "":
                self._cells.extend([None] * (self._column - len(self._cells)))
                self._cells[self._column - 1] = cell
        self._inline = None

    def _cell(self) -> Cell:
        if self._is_formula:
            reason = _("The cell %(cell)s holds a formula; replace it with its value.") % {"cell": self._name()}
            return Unusable("=…", reason, self._number() if self._kind == "n" and self._value else None)
        if self._inline:
            return self._inline.take()
        if not self._value:
            return None
        if self._kind == "n":
            return self._day() if self._style in self._dates else self._number()
        return self._other()

    def _other(self) -> Cell:
        if self._kind == "s":
            return self._shared()
        if self._kind in ("str", "d"):
            return unescaped(self._value)
        message = _("The cell %(cell)s holds %(value)s, which is not a value of a payment.")
        shown = {"0": "FALSE", "1": "TRUE"}.get(self._value, self._value) if self._kind == "b" else self._value
        return Unusable(shown[:20], message % {"cell": self._name(), "value": shown[:20]})

    def _shared(self) -> str:
        try:
            return self._strings[int(self._value)]
        except IndexError:
            raise damaged() from None

    def _number(self) -> Decimal:
        number = Decimal(format(float(self._value), EXACT_DIGITS))
        if not number.is_finite():
            raise damaged()
        return number

    def _day(self) -> Cell:
        try:
            found = self._first_day + timedelta(days=int(float(self._value)))
        except OverflowError:
            found = date.min
        # 29.02.1900 is in Excel's calendar and in no other; so early no payment is made.
        return found

    def _name(self) -> str:
        return f"{column_letters(self._column)}{self._row}"


def column_letters(number: int) -> str:
    """Return «A» for 1, «AA» for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


COLUMNS = {column_letters(number): number for number in range(1, MOST_COLUMNS + 1)}
"""The columns that are looked at, by their letters."""
