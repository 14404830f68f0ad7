"""The options of select boxes: the boxes of many rows on one page ask the database for them once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.forms.models import ModelChoiceIterator

from oleksandria_intl import once


class OptionsOnce(ModelChoiceIterator):
    """The options of a select box, which every box of the same question shares within an answer."""

    def __iter__(self) -> Iterator[Any]:
        key = ("options", type(self.field), self.field.empty_label, question(self.queryset))
        return iter(once.kept(key, lambda: list(super(OptionsOnce, self).__iter__())))


def question(rows: Any) -> str:
    """Return what rows ask the database; nothing where there can be none."""
    try:
        return str(rows.query)
    except EmptyResultSet:
        return ""


def shared(field: Any) -> Any:
    """Return the field of a form whose options are asked for once, unless it has a way of its own."""
    if field is not None and getattr(field, "iterator", None) is ModelChoiceIterator:
        field.iterator = OptionsOnce
        field.widget.choices = field.choices
    return field


def named_once(choices: Any, column: str, keys: list[str]) -> list[tuple[Any, str]]:
    """Return the chosen rows of a box by a column, with their names."""
    rows, name = choices.queryset, choices.field.label_from_instance
    key = ("chosen", type(choices.field), question(rows), column, tuple(keys))
    found = rows.filter(**{f"{column}__in": keys})
    return once.kept(key, lambda: [(getattr(row, column), name(row)) for row in found]) if keys else []
