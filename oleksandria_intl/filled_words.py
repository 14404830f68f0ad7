"""Words in braces, filled in wherever staff read them: «Про затвердження {Програми}» is for those who type it.

What they stand for is registered in ``words_in_braces``. ``__str__`` of a row says its text by ``filled``; lists fill
in the texts of all their rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.words_in_braces import Words, known

KNOWN = "_words_in_braces"
DEEPEST = 2
"""How many links away from a row of a list its columns read texts."""


def filled(row: models.Model, text: str) -> str:
    """Return a text of a row with its words in braces filled in."""
    if "{" not in text:
        return text
    find_words([row])
    return expand(text, getattr(row, KNOWN, {}))


def given(row: models.Model, words: Words) -> Any:
    """Return the row, which fills in these words from now on."""
    setattr(row, KNOWN, words)
    return row


def words_known(row: models.Model) -> Words | None:
    """Return the words of a row, once they were found."""
    return getattr(row, KNOWN, None)


def find_words(rows: Iterable[models.Model]) -> None:
    """Find the words of those rows whose texts have any, for all of a model at once."""
    waiting: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        kind = known(type(row))
        if kind and kind.in_lists and not hasattr(row, KNOWN) and any("{" in text for _name, text in _texts(row)):
            waiting.setdefault(type(row), []).append(row)
    for model, asked in waiting.items():
        kind = known(model)
        found = kind.find(asked) if kind else {}
        for row in asked:
            given(row, found.get(row.pk, {}))


def fill_in(rows: Iterable[models.Model]) -> None:
    """Fill in the texts of rows, and of the rows they were fetched with, to be shown and never saved."""
    shown = [each for row in rows for each in _with_linked(row, DEEPEST)]
    find_words(shown)
    for row in shown:
        if words := getattr(row, KNOWN, None):
            for name, text in _texts(row):
                setattr(row, name, expand(text, words))


def _with_linked(row: models.Model, deep: int) -> Iterator[models.Model]:
    yield row
    if deep:
        for linked in row._state.fields_cache.values():
            if isinstance(linked, models.Model):
                yield from _with_linked(linked, deep - 1)


def _texts(row: models.Model) -> list[tuple[str, str]]:
    """Return the names and texts of a row's fields that were fetched."""
    names = (
        field.name for field in row._meta.concrete_fields if isinstance(field, (models.CharField, models.TextField))
    )
    return [(name, text) for name in names if isinstance(text := row.__dict__.get(name), str)]
