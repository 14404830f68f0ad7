"""The registry of words in braces: what they stand for in the texts of a row, and what staff call them.

Apps register theirs in ``AppConfig.ready()``: what finds the words of a kind of rows, and the names of the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model

Words = Mapping[str, str]
Finder = Callable[[list[Any]], Mapping[int, Words]]
FINDERS: dict[type[Model], Finder] = {}
"""For a kind of rows, abstract kinds too, what finds the words of some of them in a constant number of queries."""
READERS: dict[type[Model], Callable[[Any], Words]] = {}
"""For a kind of rows whose texts stand in no list, what reads the words of one."""
LABELS: dict[str, Any] = {}
"""What each word is called: «назва Програми у родовому відмінку»."""


class Offer(NamedTuple):
    """The words that the texts of a page know, and the row that they come from."""

    row: str
    """«programs.edition/5»; empty where no words are known."""
    words: list[dict[str, str]]
    """What is typed, what it is called, what it stands for."""


NOTHING = Offer("", [])


def register(model: type[Model], find: Finder) -> None:
    """Add what finds the words of a kind of rows, by primary key."""
    FINDERS[model] = find


def register_reader(model: type[Model], reader: Callable[[Any], Words]) -> None:
    """Add what reads the words of a kind of rows whose texts stand in no list."""
    READERS[model] = reader


def register_labels(labels: Mapping[str, Any]) -> None:
    """Add what words are called."""
    LABELS.update(labels)


def finder_of(model: type[Model]) -> Finder | None:
    """Return what finds the words of a kind of rows; nothing for one that is read row by row, or knows none."""
    return next((FINDERS[kind] for kind in model.__mro__ if kind in FINDERS), None)


def is_known(model: type[Model]) -> bool:
    """Whether the texts of such rows know any words."""
    return model in READERS or finder_of(model) is not None


def words_for(row: Model | None) -> Words:
    """Return what words in braces stand for in the texts of a row; none for rows whose texts know none."""
    if row is None:
        return {}
    if reader := READERS.get(type(row)):
        return reader(row)
    find = finder_of(type(row))
    return find([row]).get(row.pk, {}) if find else {}


def offer_for(row: Model | None) -> Offer:
    """Return the words that the texts of a row know, as they are offered to who writes."""
    if row is None or not is_known(type(row)):
        return NOTHING
    words = [
        {"word": word, "label": str(LABELS.get(word, word)), "value": value} for word, value in words_for(row).items()
    ]
    return Offer(f"{row._meta.label_lower}/{row.pk}", words)


def row_of(key: str) -> Model | None:
    """Return the row that an offer names; None for what names no row whose texts know words."""
    label, _, pk = key.partition("/")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not is_known(model) or not pk.isdecimal():
        return None
    return model._default_manager.filter(pk=int(pk[:18])).first()
