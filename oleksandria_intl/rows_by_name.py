"""The rows of a table by all words that staff may write for them: names, keys, the ends of keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.near_words import alike

KEY_MARK = "/"
"""Stands between the parts of a key: «2020/2.4» is a measure of the programme of 2020."""
MOST_NAMED = 3
LONGEST_NAMED = 80
"""Letters of a name that a refusal quotes."""


def name_of(row: Any) -> str:
    """Return what staff call a row."""
    for field in row.name_fields:
        if name := getattr(row, field, ""):
            return str(name)
    return str(row)


class Book:
    """The rows of a table: by primary key, by key, and by name, all of them fetched at once."""

    def __init__(self, model: Any, scope: str = "", called: Callable[[Any], str] = name_of) -> None:
        self.model, self.scope, self.called = model, scope, called
        self._times: Counter[Any] = Counter()
        self._rows: dict[Any, Any] = {}
        self._by_key: dict[str, Any] = {}
        self._by_name: dict[str, list[Any]] = {}
        self._by_tail: dict[str, list[Any]] = {}
        """By the last part of the key: «2.4» of «2020/1/2.4»."""
        for row in named_rows(model):
            self.add(row)

    def add(self, row: Any) -> None:
        """Take in a row, which may have come in with the file at hand."""
        key = key_text(row)
        self._rows[row.pk] = row
        self._by_key[key.casefold()] = row
        name = self.called(row)
        self._times[self._scope_of(row), ukrainian.search_key(name)] += 1
        for word in set(map(ukrainian.search_key, (name, name_of(row), _with_key(name, key)))):
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
        name = " ".join(self.called(row).split())
        is_alone = self._times[self._scope_of(row), ukrainian.search_key(name)] <= 1
        return name if is_alone and name else _with_key(name, key_text(row))

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
        return [self.called(row) for row in rows if within is None or self._scope_of(row) == within]

    def rows(self) -> list[Any]:
        """Return all rows."""
        return list(self._rows.values())

    def tells_several(self, word: str, found: list[Any]) -> str:
        """Return the sentence that refuses a word that several rows are called by."""
        sentence = _("Several rows of the table “%(table)s” are “%(value)s”; write the whole key, such as “%(key)s”.")
        return sentence % {"table": self._table, "value": quoted(word), "key": key_text(found[0])}

    def unknown(self, word: str, within: Any = None) -> str:
        """Return the sentence that refuses a word that no row is called by, with what is near it."""
        words = {"table": self._table, "value": quoted(word)}
        sentence = _("In the table “%(table)s” there is no “%(value)s”.") % words
        names = "; ".join(f"«{quoted(name)}»" for name in self.near(word, within))
        return f"{sentence} {_('Near it: %(names)s.') % {'names': names}}" if names else sentence

    def near(self, word: str, within: Any = None, most: int = MOST_NAMED) -> list[str]:
        """Return the names that are most like a word."""
        return alike(word, self.names(within), most)

    @property
    def _table(self) -> Any:
        return self.model._meta.verbose_name_plural

    def _scope_of(self, row: Any) -> Any:
        return getattr(row, f"{self.scope}_id") if self.scope else None


def _with_key(name: str, key: str) -> str:
    return f"{name} ({key})".strip()


def quoted(text: str) -> str:
    """Return a name as a refusal quotes it."""
    return text if len(text) <= LONGEST_NAMED else f"{text[: LONGEST_NAMED - 1]}…"


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
