"""Who can be found, and in which rows the portal holds a person's data.

Each app registers its kind of persons in ``AppConfig.ready()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import models

from oleksandria_intl import ukrainian
from oleksandria_intl.models import Recorded

from .table import Fate, fields_of

MOST_FOUND = 50
"""Of a kind; who has more namesakes types another word."""


class Holding(NamedTuple):
    """A row that holds a person's data: a row that was deleted is known by its key, from history."""

    model: type[models.Model]
    pk: int
    kept_because: Any = ""
    """Why this row stays for now, though its fields are of those that are erased."""

    @property
    def erased_fields(self) -> list[str]:
        """The names of the fields that are erased."""
        return [field.name for field in fields_of(self.model, Fate.ERASED)]

    @property
    def row(self) -> Any:
        """The row; None where it is deleted."""
        return self.model._base_manager.filter(pk=self.pk).first()

    def history(self) -> Any:
        """Return the records of its history, the newest first."""
        if not issubclass(self.model, Recorded):
            return None
        key: Any = self.model._meta.pk
        return self.model.history.filter(**{key.attname: self.pk})


class Person(NamedTuple):
    """Somebody whose data the portal holds: an account, an official, a payee."""

    kind: str
    pk: int
    """The key of the row that they are known by."""
    name: str
    about: str = ""

    def holdings(self) -> list[Holding]:
        """Return the rows that hold the person's data, the one that they are known by first."""
        return list(KINDS[self.kind].holdings(self))

    def erased_holdings(self) -> list[Holding]:
        """Return the rows in which something is erased."""
        return [each for each in self.holdings() if each.erased_fields and not each.kept_because]

    def refusal(self, by: User) -> str:
        """Return the sentence that says why the person's data are not erased; empty where they may be."""
        return KINDS[self.kind].refusal(self, by)


class Kind(NamedTuple):
    """A kind of persons."""

    title: Any
    find: Callable[[list[str]], Iterable[Person]]
    """Persons by words as they are compared (``ukrainian.search_key``)."""
    get: Callable[[int], Person | None]
    holdings: Callable[[Person], Iterable[Holding]]
    refusal: Callable[[Person, User], str] = lambda person, by: ""


KINDS: dict[str, Kind] = {}


def register(code: str, kind: Kind) -> None:
    """Add a kind of persons."""
    KINDS[code] = kind


def find(text: str) -> Iterator[tuple[Kind, list[Person]]]:
    """Yield the persons of each kind whose names or addresses have all the words, so many at most."""
    words = ukrainian.search_key(text).split()
    for kind in KINDS.values():
        yield kind, list(kind.find(words))[:MOST_FOUND] if words else []


def get(kind: str, pk: int) -> Person | None:
    """Return a person; None where there is none."""
    return KINDS[kind].get(pk) if kind in KINDS else None
