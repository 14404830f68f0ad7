"""How values become cells of a file, and cells values: «так», «січень», «2020/2.4».

A cell that is written is a text, a number or a day; what is read may be anything that a file holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from oleksandria_intl import ukrainian
from oleksandria_intl.typesetting import with_apostrophes

Cell = str | int | Decimal | date
Read = Callable[[Any], Any]

KEY_MARK = "/"
"""Stands between the parts of a key: «2020/2.4» is a measure of the programme of 2020."""
YES, NO = frozenset("так yes true 1 + істина".split()), frozenset("ні no false 0 - хибність".split())


def unread(cell: Any) -> Any:
    """Stand in for a reader where nothing is ever read."""
    raise NotImplementedError("This resource is exported only.")


class Plain(Widget):
    """A text, a number or a day, as it is."""

    def __init__(self, read: Read = unread) -> None:
        super().__init__()
        self.read = read

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Cell:
        """Return the value as a cell; nothing as an empty text."""
        return "" if value is None else value

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return what the cell says; raise ``ValueError`` with a sentence."""
        return self.read(value)

    def data(self, value: Any) -> Any:
        """Return the value for JSON."""
        return value


class YesNo(Plain):
    """«так» or «ні»."""

    def __init__(self, read: Read = unread) -> None:
        super().__init__(read)
        self.words = {True: _("yes"), False: _("no")}

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Cell:
        """Return the word."""
        return self.words[bool(value)]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        """Return what the word says; nothing for an empty cell."""
        word = self.read(value).strip().casefold()
        if not word:
            return None
        if word not in YES | NO:
            raise ValueError(_("Write “%(yes)s” or “%(no)s”.") % {"yes": self.words[True], "no": self.words[False]})
        return word in YES


class Choice(Plain):
    """One of several values, by its label."""

    def __init__(self, choices: Iterable[tuple[Any, Any]], read: Read = unread) -> None:
        super().__init__(read)
        self.labels = {value: str(label) for value, label in choices}

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Cell:
        """Return the label; nothing is an empty text, whatever its label says."""
        return "" if value in (None, "") else self.labels.get(value, str(value))

    @cached_property
    def _values(self) -> dict[str, Any]:
        by_value = {self._asked(str(value)): value for value in self.labels}
        return by_value | {self._asked(label): value for value, label in self.labels.items()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the value with this label, or written as it is."""
        word = self._asked(self.read(value).strip())
        if not word:
            return None
        if word not in self._values:
            labels = ", ".join(label for value, label in self.labels.items() if value not in (None, ""))
            raise ValueError(_("Write one of these: %(labels)s.") % {"labels": labels})
        return self._values[word]

    def _asked(self, word: str) -> str:
        """Return the word as it is compared: in one case, with one apostrophe."""
        return with_apostrophes(word).casefold()


class Link(Plain):
    """A row that this one points at, by its key, the end of its key, or its name where these tell one row."""

    def __init__(self, model: Any, read: Read = unread) -> None:
        super().__init__(read)
        self.model = model

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Cell:
        """Return the key; a code that stands in the row itself is its key."""
        return key_text(value) if isinstance(value, models.Model) else value or ""

    def data(self, value: Any) -> Any:
        """Return the key, nothing where there is none."""
        return self.render(value) or None

    @cached_property
    def _rows(self) -> tuple[dict[str, Any], dict[str, list[Any]]]:
        """The rows by their keys, and by all other words that they may be called by."""
        by_key: dict[str, Any] = {}
        by_word: dict[str, list[Any]] = {}
        for row in self.model._default_manager.select_related(*key_paths(self.model)):
            key = key_text(row)
            by_key[key] = row
            name = ukrainian.search_key(getattr(row, "name_uk", ""))
            for word in {key.rpartition(KEY_MARK)[2], name} - {""}:
                by_word.setdefault(word, []).append(row)
        return by_key, by_word

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the row; nothing for an empty cell."""
        word = self.read(value)
        if not word:
            return None
        by_key, by_word = self._rows
        if found := by_key.get(word):
            return found
        several = by_word.get(word) or by_word.get(ukrainian.search_key(word)) or []
        if len(several) == 1:
            return several[0]
        words = {"value": word, "table": self.model._meta.verbose_name_plural}
        if not several:
            raise ValueError(_("In the table “%(table)s” there is no “%(value)s”.") % words)
        sentence = _("Several rows of the table “%(table)s” are “%(value)s”; write the whole key, such as “%(key)s”.")
        raise ValueError(sentence % {**words, "key": key_text(several[0])})


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
