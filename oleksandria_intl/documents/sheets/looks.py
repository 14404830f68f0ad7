"""How the cells of a spreadsheet look, and what shows a number."""

from __future__ import annotations

from typing import Any

from oleksandria_intl.documents.blocks import Cell, Column

from .words import decimals_of, sets_thousands_apart

FONT = "Times New Roman"
SMALL, NORMAL, LARGE = 9, 11, 12
LETTERS = {"font_name": FONT, "font_size": NORMAL, "text_wrap": True}
LINE_COLOUR = "#8A94A0"
HEAD_COLOUR = "#DFE6EE"
NUMBERS_COLOUR = "#F1F4F7"
TOTAL_COLOUR = "#F1F4F7"
DAY = "dd.mm.yyyy"
TEXT = "General"
"""Not «@»: a number typed over a dash has to count."""
PER_CENT = "0.0"


class Looks:
    """The looks that a file uses, each made once: Excel allows 64,000 of them."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """Return a look with these properties of XlsxWriter, its text wrapped."""
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(LETTERS | properties)
        return self._made[key]

    def head(self) -> Any:
        """Return the look of a column's head."""
        return self.of(**_framed(), bold=True, align="center", valign="vcenter", bg_color=HEAD_COLOUR)

    def numeral(self) -> Any:
        """Return the look of a column's number, under its head."""
        return self.of(**_framed(), align="center", valign="vcenter", font_size=SMALL, bg_color=NUMBERS_COLOUR)

    def line(self, *, bold: bool) -> Any:
        """Return the look of a line above or below the table."""
        return self.of(align="left", valign="top", bold=bold, font_size=LARGE if bold else NORMAL)

    def cell(self, cell: Cell, column: Column, *, form: str, total: bool, first: bool, last: bool) -> Any:
        """Return the look of a cell; between the first and the last row that it covers there is no line."""
        align = cell.align or column.align
        return self.of(
            **_framed(top=first, bottom=last),
            bold=cell.bold,
            align="left" if align == "justify" else align,
            valign="top",
            num_format=form,
            **({"bg_color": TOTAL_COLOUR} if total else {}),
        )


def number_format(cell: Cell, column: Column) -> str:
    """Return the format that shows the number as the cell's text does; Excel puts in its user's own comma."""
    if column.ratio:
        return PER_CENT
    decimals = decimals_of(cell)
    return ("#,##0" if sets_thousands_apart(cell) else "0") + (f".{'0' * decimals}" if decimals else "")


def _framed(*, top: bool = True, bottom: bool = True) -> dict[str, Any]:
    return {"left": 1, "right": 1, "top": int(top), "bottom": int(bottom), "border_color": LINE_COLOUR}
