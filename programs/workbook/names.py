"""The rows of registers by the names that staff know them by: cities, units, sources, agreements."""

from __future__ import annotations

from typing import Any

from oleksandria_intl.rows_by_name import Book
from oleksandria_intl.rows_by_name import name_of as plain_name_of
from oleksandria_intl.tables.cells import Wrong
from partners.models import City
from programs.differences import settled


def folded(text: str) -> str:
    """Return a name as it is compared: without case, kinds of apostrophes, dashes and spaces."""
    return " ".join(str(settled(text)).split()).casefold()


def name_of(row: Any) -> str:
    """Return what a row of a register is called in a workbook."""
    return row.full_name_uk if isinstance(row, City) else plain_name_of(row).strip()


class Names:
    """Looks rows of registers up by name, each register read once."""

    def __init__(self) -> None:
        self._books: dict[Any, Book] = {}
        self.of_rows: dict[tuple[Any, Any], dict[Any, str]] = {}
        """The names of an edition’s own rows, once they were asked for."""

    def book(self, model: Any) -> Book:
        """Return the rows of a register by all words that they may be called by."""
        if model not in self._books:
            self._books[model] = Book(model, called=name_of)
        return self._books[model]

    def labels(self, model: Any) -> dict[Any, str]:
        """Return the names of a register's rows by primary key; those that several bear have their keys beside."""
        book = self.book(model)
        return {row.pk: book.shown(row.pk) for row in book.rows()}

    def label(self, row: Any) -> str:
        """Return the name of a row that tells it from all others."""
        return self.book(type(row)).shown(row.pk)

    def find(self, model: Any, text: str) -> Any:
        """Return the row with this name or key, None where there is none; raise ``Wrong`` where there are several."""
        book = self.book(model)
        found = book.found(text)
        if len(found) > 1:
            raise Wrong(book.tells_several(text, found))
        return found[0] if found else None
