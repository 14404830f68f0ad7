"""How values become cells of a file, and cells values: «так», «січень».

A cell that is written is a text, a number or a day; what is read may be anything that a file holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from oleksandria_intl.typesetting import with_apostrophes

from .plain import Cell, Plain, Read, unread

YES, NO = frozenset("так yes true 1 + істина".split()), frozenset("ні no false 0 - хибність".split())


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
        """Return the word as it is compared: in one case, with one apostrophe and single spaces."""
        return " ".join(with_apostrophes(word).casefold().split())
