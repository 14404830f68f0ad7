"""Cells that name another row: by its name, or by its key; what is unknown or tells several rows is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any

from django.db import models

from oleksandria_intl.rows_by_name import Book, key_text
from oleksandria_intl.tables.values import LABEL, text_reader

from .plain import Cell, Plain, Read, unread

Within = Callable[[Any], Any]
"""Returns the primary key of the row, of an edition, within which the names of a row of the file are looked for."""


class Link(Plain):
    """A row that this one points at, by its key, the end of its key, or its name where these tell one row.

    It is written as its key; a code that stands in the row itself is its key.
    """

    def __init__(self, model: Any, read: Read = unread, *, scope: str = "", within: Within | None = None) -> None:
        super().__init__(read)
        self.model = model
        self.scope = scope if scope in {field.name for field in model._meta.fields} else ""
        self.within = within if self.scope else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Cell:
        """Return the key."""
        return key_text(value) if isinstance(value, models.Model) else value or ""

    def data(self, value: Any) -> Any:
        """Return the key, nothing where there is none."""
        return self.render(value) or None

    @cached_property
    def book(self) -> Book:
        """The rows of the table by all words that they may be called by."""
        return Book(self.model, self.scope)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the row; nothing for an empty cell. Raises ``ValueError`` with a sentence."""
        words = [word for word in self.words(value) if word]
        if not words:
            return None
        within = self.within(row) if self.within and row is not None else None
        for word in words:
            found = self.book.found(word, within)
            if len(found) == 1:
                return found[0]
            if found:
                raise ValueError(self.book.tells_several(word, found))
        raise ValueError(self.book.unknown(words[0], within))

    def words(self, value: Any) -> Iterator[str]:
        """Yield what a cell may mean."""
        yield self.read(value)


class NamedLink(Link):
    """A link that is written as the name of its row, and beside it the key where several rows are called so."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Cell:
        """Return the name of the row with this primary key."""
        return "" if value is None else self.book.shown(value)

    def data(self, value: Any) -> Any:
        """Return the key, nothing where there is none: programs read it."""
        return None if value is None else key_text(self.book.row(value))

    def words(self, value: Any) -> Iterator[str]:
        """Yield what a cell may mean: a name, a code as Excel left it, the code or the name of «code — name»."""
        whole = _whole(value)
        yield whole
        with suppress(ValueError):  # no code: it may be a name
            yield self.read(value)
        code, _mark, name = whole.partition(LABEL)
        if name:
            yield from (code.strip(), name.strip())


_whole = text_reader(5000)
