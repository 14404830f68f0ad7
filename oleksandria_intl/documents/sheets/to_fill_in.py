"""A workbook that people fill in: heads with notes, lists to choose from, columns for the portal alone hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from oleksandria_intl.release import product

from .looks import DAY, HEAD_COLOUR, LINE_COLOUR, NUMBERS_COLOUR, TEXT

NEEDED_COLOUR = "#BFD3E6"
"""Of the heads of columns that have to be filled in."""
FONT, SIZE = "Calibri", 11
LETTERS: dict[str, Any] = {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "top"}
LINE_HEIGHT, MOST_HEIGHT = 15, 240
"""Of a row, in points: a long text shows its beginning."""
NARROWER = 0.85
"""So much of a column's width in digits is its width in letters, words being carried over whole."""
MOST_LETTERS = 32_767
"""That Excel takes in a cell."""
SPARE_ROWS = 300
"""So many rows below the filled ones offer the lists, too."""
LISTS = "Списки"
LANGUAGE = "uk-UA"

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Head:
    """A column: its head, the note in it, its width in letters, what it offers."""

    text: str
    note: str = ""
    width: int = 20
    is_needed: bool = False
    is_hidden: bool = False
    is_folded: bool = False
    """Whether it is shown only when somebody unfolds it: English."""
    form: str = TEXT
    offers: Sequence[str] | None = None
    """The names in its list; others may be written, too."""
    offers_column: tuple[str, str] | None = None
    """The sheet and the head of the column whose cells its list offers."""


@dataclass(frozen=True)
class Form:
    """A sheet to be filled in: heads and rows; one without heads is a text to be read."""

    name: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Value]] = ()
    colour: str = ""
    choices: Sequence[tuple[int, int, Sequence[str]]] = field(default=())
    """Cells that offer a list of their own: row, column, both from 0 below the head, the names."""


def workbook(forms: Sequence[Form], *, title: str) -> bytes:
    """Return the sheets as an Excel file; raises ``ValueError`` for a text that no cell holds."""
    from xlsxwriter import Workbook  # takes long to load

    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        book.set_custom_property("Language", LANGUAGE)
        book.set_custom_property("Generator", product())
        book.set_calc_mode("auto")
        writer = _Writer(book, {form.name: form for form in forms})
        for form in forms:
            writer.write(form)
        writer.write_lists()
    return file.getvalue()


class _Writer:
    def __init__(self, book: Any, forms: dict[str, Form]) -> None:
        self._book, self._forms = book, forms
        self._looks: dict[tuple[Any, ...], Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        """The ranges of the lists, by their names."""

    def _look(self, **properties: Any) -> Any:
        key = tuple(properties.items())
        if key not in self._looks:
            self._looks[key] = self._book.add_format(LETTERS | properties)
        return self._looks[key]

    def write(self, form: Form) -> None:
        """Write a sheet with its heads, or a text."""
        page = self._book.add_worksheet(form.name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if form.colour:
            page.set_tab_color(form.colour)
        if not form.heads:
            self._write_text(page, form)
            return
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        self._write_heads(page, form)
        for at, row in enumerate(form.rows, 1):
            self._write_row(page, at, row, form.heads)
        for row_at, column, names in form.choices:
            page.data_validation(row_at + 1, column, row_at + 1, column, self._list(names))

    def _write_text(self, page: Any, form: Form) -> None:
        """Write lines one under another; the first is the title, one of capitals a head."""
        page.set_column(0, 0, 110)
        for at, (line,) in enumerate(form.rows):
            is_head = at == 0 or str(line).endswith(":")
            look = self._look(bold=is_head, font_size=16 if at == 0 else SIZE)
            page.set_row(at, 26 if at == 0 else _height([line], [110]))
            page.write_string(at, 0, str(line), look)

    def _write_heads(self, page: Any, form: Form) -> None:
        page.set_row(0, 36)
        for column, head in enumerate(form.heads):
            options = {"hidden": head.is_hidden or head.is_folded, "level": int(head.is_folded)}
            frame: dict[str, Any] = {"border": 1, "border_color": LINE_COLOUR, "num_format": head.form}
            page.set_column(column, column, head.width, self._look(**frame), options)
            colour = NEEDED_COLOUR if head.is_needed else NUMBERS_COLOUR if head.is_hidden else HEAD_COLOUR
            look = self._look(
                border=1, border_color=LINE_COLOUR, bg_color=colour, bold=True, align="center", valign="vcenter"
            )
            page.write_string(0, column, head.text, look)
            if head.note:
                page.write_comment(0, column, head.note, {"x_scale": 2.4, "y_scale": max(1, len(head.note) / 130)})
            if head.offers or head.offers_column:
                last = len(form.rows) + SPARE_ROWS
                page.data_validation(1, column, last, column, self._offer(head))

    def _offer(self, head: Head) -> dict[str, Any]:
        if head.offers_column is None:
            return self._list(head.offers or ())
        sheet, text = head.offers_column
        form = self._forms[sheet]
        place = next(at for at, each in enumerate(form.heads) if each.text == text)
        return _validation(f"='{sheet}'!{_range(place, len(form.rows) + SPARE_ROWS)}")

    def _list(self, names: Sequence[str]) -> dict[str, Any]:
        key = tuple(names)
        if key not in self._lists:
            self._lists[key] = f"='{LISTS}'!{_range(len(self._lists), len(key))}"
        return _validation(self._lists[key])

    def _write_row(self, page: Any, at: int, row: Sequence[Value], heads: Sequence[Head]) -> None:
        shown = [(value, head.width) for value, head in zip(row, heads, strict=True) if not head.is_hidden]
        page.set_row(at, _height(*zip(*shown, strict=True)))
        for column, (value, head) in enumerate(zip(row, heads, strict=True)):
            form = DAY if isinstance(value, date) else head.form
            look = self._look(border=1, border_color=LINE_COLOUR, num_format=form)
            if isinstance(value, str) and value:
                if len(value) > MOST_LETTERS:
                    raise ValueError(head.text)
                page.write_string(at, column, value, look)
            elif isinstance(value, date):
                page.write_datetime(at, column, value, look)
            elif value is not None and value != "":
                page.write_number(at, column, value, look)

    def write_lists(self) -> None:
        """Write the sheet of names that the lists offer."""
        page = self._book.add_worksheet(LISTS)
        page.set_tab_color(LINE_COLOUR)
        page.freeze_panes(1, 0)
        page.set_row(0, 32)
        look = self._look(bold=True, bg_color=NUMBERS_COLOUR)
        for column, names in enumerate(self._lists):
            page.set_column(column, column, 40)
            page.write_string(0, column, "З цих назв можна вибрати", look)
            for at, name in enumerate(names, 1):
                page.write_string(at, column, name[:MOST_LETTERS], self._look())


def _range(column: int, last: int) -> str:
    """Return the cells of a column from below its head to a row."""
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(1, column, last, column))


def _validation(source: str) -> dict[str, Any]:
    """Return a list to choose from that lets other words in: the portal says what it does not know."""
    return {"validate": "list", "source": source, "show_error": False}


def _height(values: Sequence[Value], widths: Sequence[int]) -> int:
    """Return how high a row must be for its longest text, within bounds."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str):
            of_line = max(1, int(width * NARROWER))
            lines = max(lines, sum(1 + len(line) // of_line for line in value.split("\n")))
    return min(MOST_HEIGHT, lines * LINE_HEIGHT)
