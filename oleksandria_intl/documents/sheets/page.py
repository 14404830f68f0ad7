"""A worksheet of an Excel file, written from the top down, one row in memory at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from oleksandria_intl.documents.blocks import Column, Row
from oleksandria_intl.documents.grid import Slot, placed

from .formulas import Formula, Formulas
from .looks import DAY, FONT, SMALL, TEXT, Looks, number_format
from .sheet import Sheet
from .widths import Widths, lines_in
from .words import text_in

LINE = 14
"""The height of a line, in points."""
HIGHEST = 409
"""What Excel takes for the height of a row."""
MOST_FROZEN_LINES = 24
"""A head that stands lower is not frozen: a small screen would have no room for the rows below it."""
MOST_ROWS = 1_048_576
A4 = 9
MARGINS = {"left": 0.6, "right": 0.4, "top": 0.5, "bottom": 0.6}
"""In inches."""
FOOTER = f'&C&"{FONT},Regular"&{SMALL}Сторінка &P з &N'
MARK = f'&R&"{FONT},Regular"&{SMALL}%s'
CALM = dict.fromkeys(("number_stored_as_text", "formula_differs", "formula_range"), f"A1:XFD{MOST_ROWS}")
"""What Excel need not mark with a green corner: codes are text, and totals differ from their neighbours."""


class Page:
    """A worksheet and the sheet that is written on it."""

    def __init__(self, page: Any, sheet: Sheet, looks: Looks) -> None:
        self.page, self.sheet, self.looks = page, sheet, looks
        self.widths = Widths(sheet.columns)
        self.formulas = Formulas(sheet.columns)
        self.at = 0
        self.height = 0
        """The lines above the table, as far as they can be guessed."""

    def write(self) -> None:
        """Write the sheet; widths come last, when it is known how long its numbers are."""
        self._setup()
        for line in self.sheet.before:
            self._line(line, bold=self.sheet.is_heading(line))
        self._heads()
        for row, slots in placed(self.sheet.rows, len(self.sheet.columns)):
            self._row(row, slots)
        self.at += bool(self.sheet.after)
        for line in self.sheet.after:
            self._line(line)
        for column, width in enumerate(self.widths):
            self.page.set_column(column, column, width)

    def _setup(self) -> None:
        """Turn the paper on its side, one page wide, its pages numbered."""
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(**MARGINS)
        self.page.set_footer(FOOTER + (MARK % self.sheet.mark if self.sheet.mark else ""))
        self.page.hide_gridlines(2)
        self.page.ignore_errors(CALM)

    def _line(self, text: str, *, bold: bool = False) -> None:
        """Write a line over all columns."""
        lines = lines_in(text, self.widths.of(0, len(self.widths)))
        self._tall(lines)
        self._across(0, len(self.widths), self.looks.line(bold=bold))
        self._text(0, text, self.looks.line(bold=bold))
        self.height += lines
        self.at += 1

    def _heads(self) -> None:
        """Write the heads and the numbers of the columns, which stay in sight and stand on every printed page."""
        begin = self.at
        columns = self.sheet.columns
        if self.sheet.has_head:
            lines = max(lines_in(column.head, self.widths.of(place, 1)) for place, column in enumerate(columns))
            self._tall(lines)
            for place, column in enumerate(columns):
                self._text(place, column.head, self.looks.head())
            self.height += lines
            self.at += 1
        if self.sheet.numbered_columns:
            for place, _column in enumerate(columns):
                self._text(place, str(place + 1), self.looks.numeral())
            self.at += 1
        if self.at > begin:
            self.page.repeat_rows(begin, self.at - 1)
        if self.at > begin and self.height <= MOST_FROZEN_LINES:
            self.page.freeze_panes(self.at, 0)

    def _row(self, row: Row, slots: list[Slot]) -> None:
        if self.at >= MOST_ROWS:
            raise ValueError(f"A sheet of Excel has no more than {MOST_ROWS} rows.")
        formulas = self.formulas.of_row(row, self.at, _numbers(slots))
        self._heighten(slots)
        for slot in slots:
            self._cell(slot, formulas, total=bool(row.sums))
        self.at += 1

    def _heighten(self, slots: list[Slot]) -> None:
        """Make a row high enough for its longest text: LibreOffice and phones do not do it by themselves."""
        self._tall(
            max((lines_in(text_in(slot.shown), self.widths.of(slot.column, slot.span)) for slot in slots), default=1)
        )
        # XlsxWriter remembers heights until the file is closed; it needs those of rows not yet written alone.
        for remembered in (self.page.row_info, self.page.row_sizes):
            remembered.pop(self.at - 2, None)

    def _tall(self, lines: int) -> None:
        if lines > 1:
            self.page.set_row(self.at, min(LINE * lines + 2, HIGHEST))

    def _cell(self, slot: Slot, formulas: Mapping[int, Formula], *, total: bool) -> None:
        cell, column = slot.shown, self.sheet.columns[slot.column]
        form = _format(slot, column)
        look = self.looks.cell(cell, column, form=form, total=total, first=not slot.above, last=not slot.below)
        self._across(slot.column, slot.span, look)
        if formula := formulas.get(slot.column):
            self.widths.widen(slot, text_in(cell))
            result = "" if formula.result is None else formula.result
            self.page.write_formula(self.at, slot.column, formula.text, look, result)
        elif cell.value is None:
            self._text(slot.column, text_in(cell), look)
        else:
            self._value(slot, cell.value, look)

    def _value(self, slot: Slot, value: Decimal | int | date, look: Any) -> None:
        """Write a number or a day."""
        self.widths.widen(slot, text_in(slot.cell))
        if isinstance(value, date):
            self.page.write_datetime(self.at, slot.column, value, look)
        else:
            self.page.write_number(self.at, slot.column, value, look)

    def _across(self, column: int, span: int, look: Any) -> None:
        """Join the cells that a wide cell covers."""
        if span > 1:
            self.page.merge_range(self.at, column, self.at, column + span - 1, "", look)

    def _text(self, column: int, text: str, look: Any) -> None:
        """Write a text as text, whatever it looks like."""
        if not text:
            self.page.write_blank(self.at, column, None, look)
            return
        # XlsxWriter takes what stands between these two for its own XML.
        guard = " " if text.startswith("<r>") and text.endswith("</r>") else ""
        self.page.write_string(self.at, column, text + guard, look)


def _numbers(slots: list[Slot]) -> dict[int, Decimal | int]:
    """Return the numbers of a row by their columns."""
    return {slot.column: value for slot in slots if isinstance(value := slot.shown.value, (Decimal, int))}


def _format(slot: Slot, column: Column) -> str:
    """Return what shows a cell's value: a text as it is."""
    value = slot.shown.value
    if isinstance(value, date):
        return DAY
    return number_format(slot.cell, column) if value is not None or column.ratio else TEXT
