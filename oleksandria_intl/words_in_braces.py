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
LABELS: dict[str, Any] = {}
"""What each word is called: «назва Програми у родовому відмінку»."""


class Known(NamedTuple):
    """What finds the words of some rows of a kind, by primary key."""

    find: Finder
    in_lists: bool
    """Whether it asks for the words of all rows of a list in a constant number of queries."""


KINDS: dict[type[Model], Known] = {}
"""The kinds of rows, abstract ones too, whose texts know words."""


class Offer(NamedTuple):
    """The words that the texts of a page know, and the row that they come from."""

    row: str
    """«programs.edition/5»; empty where no words are known."""
    words: list[dict[str, str]]
    """What is typed, what it is called, what it stands for."""


NOTHING = Offer("", [])


def register(model: type[Model], find: Finder) -> None:
    """Add what finds the words of a kind of rows, by primary key."""
    KINDS[model] = Known(find, in_lists=True)


def register_reader(model: type[Model], reader: Callable[[Any], Words]) -> None:
    """Add what reads the words of a kind of rows whose texts stand in no list."""
    KINDS[model] = Known(lambda rows: {row.pk: reader(row) for row in rows}, in_lists=False)


def register_labels(labels: Mapping[str, Any]) -> None:
    """Add what words are called."""
    LABELS.update(labels)


def known(model: type[Model]) -> Known | None:
    """Return what finds the words of a kind of rows; nothing for one whose texts know none."""
    return next((KINDS[kind] for kind in model.__mro__ if kind in KINDS), None)


def words_for(row: Model | None) -> Words:
    """Return what words in braces stand for in the texts of a row; none for rows whose texts know none."""
    kind = None if row is None else known(type(row))
    return kind.find([row]).get(row.pk, {}) if row is not None and kind else {}


def offer_for(row: Model | None) -> Offer:
    """Return the words that the texts of a row know, as they are offered to who writes."""
    if row is None or not known(type(row)):
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
    if not known(model) or not pk.isdecimal():
        return None
    return model._default_manager.filter(pk=int(pk[:18])).first()
