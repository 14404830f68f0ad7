"""Cells that name another row: by its name, or by its key; what is unknown or tells several rows is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.near_words import alike
from oleksandria_intl.tables.values import LABEL, text_reader

from .plain import Cell, Plain, Read, unread

KEY_MARK = "/"
"""Stands between the parts of a key: «2020/2.4» is a measure of the programme of 2020."""
MOST_NAMED = 3
LONGEST_NAMED = 80
"""Letters of a name that a refusal quotes."""
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
                raise ValueError(self._tells_several(word, found))
        raise ValueError(self._unknown(words[0], within))

    def words(self, value: Any) -> Iterator[str]:
        """Yield what a cell may mean."""
        yield self.read(value)

    def _tells_several(self, word: str, found: list[Any]) -> str:
        sentence = _("Several rows of the table “%(table)s” are “%(value)s”; write the whole key, such as “%(key)s”.")
        return sentence % {"table": self._table, "value": quoted(word), "key": key_text(found[0])}

    def _unknown(self, word: str, within: Any) -> str:
        words = {"table": self._table, "value": quoted(word)}
        sentence = _("In the table “%(table)s” there is no “%(value)s”.") % words
        near = alike(word, self.book.names(within), MOST_NAMED)
        names = "; ".join(f"«{quoted(name)}»" for name in near)
        return " ".join([sentence, _("Near it: %(names)s.") % {"names": names}] if near else [sentence])

    @property
    def _table(self) -> Any:
        return self.model._meta.verbose_name_plural


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


class Book:
    """The rows of a table: by primary key, by key, and by name, all of them fetched at once."""

    def __init__(self, model: Any, scope: str = "") -> None:
        self.model, self.scope = model, scope
        self._rows: dict[Any, Any] = {}
        self._by_key: dict[str, Any] = {}
        self._by_name: dict[str, list[Any]] = {}
        self._by_tail: dict[str, list[Any]] = {}
        """By the last part of the key: «2.4» of «2020/1/2.4»."""
        for row in named_rows(model):
            self.add(row)
        self._times = Counter((self._scope_of(row), ukrainian.search_key(name_of(row))) for row in self._rows.values())

    def add(self, row: Any) -> None:
        """Take in a row, which may have come in with the file at hand."""
        key = key_text(row)
        self._rows[row.pk] = row
        self._by_key[key.casefold()] = row
        name = name_of(row)
        for word in set(map(ukrainian.search_key, (name, _told(name, key)))):
            self._by_name.setdefault(word, []).append(row)
        self._by_tail.setdefault(key.rpartition(KEY_MARK)[2].casefold(), []).append(row)

    def row(self, pk: Any) -> Any:
        """Return the row with a primary key; one that came in meanwhile is fetched."""
        if pk not in self._rows:
            self.add(named_rows(self.model).get(pk=pk))
        return self._rows[pk]

    def shown(self, pk: Any) -> str:
        """Return how a row is written: its name, which tells it from all others, or its name and key."""
        row = self.row(pk)
        if row.natural_fields == ("record_key",):
            return key_text(row)
        name = " ".join(name_of(row).split())
        is_alone = self._times[self._scope_of(row), ukrainian.search_key(name)] <= 1
        return name if is_alone and name else _told(name, key_text(row))

    def found(self, word: str, within: Any = None) -> list[Any]:
        """Return the rows that may be called so; of those that share a name, the ones within an edition."""
        if row := self._by_key.get(word.casefold()):
            return [row]
        for rows in (self._by_name.get(ukrainian.search_key(word), []), self._by_tail.get(word.casefold(), [])):
            own = rows if within is None else [row for row in rows if self._scope_of(row) == within]
            if own:
                return list({row.pk: row for row in own}.values())
        return []

    def names(self, within: Any = None) -> list[str]:
        """Return what the rows are called."""
        rows = self._rows.values()
        return [name_of(row) for row in rows if within is None or self._scope_of(row) == within]

    def _scope_of(self, row: Any) -> Any:
        return getattr(row, f"{self.scope}_id") if self.scope else None


_whole = text_reader(5000)


def _told(name: str, key: str) -> str:
    return f"{name} ({key})".strip()


def quoted(text: str) -> str:
    """Return a name as a refusal quotes it."""
    return text if len(text) <= LONGEST_NAMED else f"{text[: LONGEST_NAMED - 1]}…"


def name_of(row: Any) -> str:
    """Return what staff call a row."""
    for field in row.name_fields:
        if name := getattr(row, field, ""):
            return str(name)
    return str(row)


def named_rows(model: Any) -> Any:
    """Return all rows of a table, with what their names and keys need."""
    rows = model._default_manager.all()
    rows = rows.named() if hasattr(rows, "named") else rows
    return rows.select_related(*key_paths(model))


def key_text(row: Any) -> str:
    """Return a row's natural key as a text."""
    return KEY_MARK.join(row.natural_key())


def key_paths(model: Any, prefix: str = "") -> list[str]:
    """Return the related rows that the natural keys of a model need."""
    paths: list[str] = []
    for name in model.natural_fields:
        field = model._meta.get_field(name)
        if field.related_model and not holds_key(field):
            paths += [prefix + name, *key_paths(field.related_model, f"{prefix}{name}__")]
    return paths


def holds_key(field: Any) -> bool:
    """Whether the column of a link holds the whole key of the row itself."""
    return field.related_model.natural_fields == (field.target_field.name,)
