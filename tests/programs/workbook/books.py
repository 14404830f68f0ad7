"""What tests do with a workbook: open it as Excel would, write into cells by head and row, save it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook


class EditedBook:
    """A workbook opened in Excel."""

    def __init__(self, content: bytes) -> None:
        self.book: Any = load_workbook(BytesIO(content))

    def heads(self, sheet: str) -> dict[str, int]:
        """Return the columns of a sheet by head."""
        return {str(cell.value): cell.column for cell in self.book[sheet][1] if cell.value}

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """Return the rows of a sheet by head."""
        heads = list(self.heads(sheet))
        return [dict(zip(heads, row, strict=False)) for row in self.book[sheet].iter_rows(min_row=2, values_only=True)]

    def row_with(self, sheet: str, text: str) -> int:
        """Return the number of the first row that holds a text."""
        for row in self.book[sheet].iter_rows(min_row=2):
            if any(str(cell.value) == text for cell in row):
                return int(row[0].row)
        raise AssertionError(text)

    def write(self, sheet: str, row: int, **cells: Any) -> None:
        """Write into cells of a row by head."""
        self.fill(sheet, row, cells)

    def fill(self, sheet: str, row: int, cells: Mapping[str, Any]) -> None:
        """Write into cells of a row by head."""
        heads = self.heads(sheet)
        for head, value in cells.items():
            self.book[sheet].cell(row, heads[head]).value = value

    def fill_in(self, sheet: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Write rows below the head."""
        for at, values in enumerate(rows, 2):
            self.fill(sheet, at, dict(zip(heads, values, strict=True)))

    def fact(self, label: str, value: Any) -> None:
        """Write a fact on the sheet about the programme."""
        self.book["Програма"].cell(self.row_with("Програма", label), 2).value = value

    def append(self, sheet: str, cells: Mapping[str, Any]) -> int:
        """Write a row below the last, and return its number."""
        row = int(self.book[sheet].max_row) + 1
        self.fill(sheet, row, cells)
        return row

    def saved(self) -> BytesIO:
        """Return the file as it is saved."""
        file = BytesIO()
        self.book.save(file)
        file.seek(0)
        return file
