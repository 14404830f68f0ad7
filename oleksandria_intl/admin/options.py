"""The options of select boxes: the boxes of many rows on one page ask the database for them once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache
from hashlib import sha256
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Model
from django.forms.models import ModelChoiceIterator
from django.utils.translation import get_language

from oleksandria_intl import content_version, kept_results, once


class OptionsOnce(ModelChoiceIterator):
    """The options of a select box, which every box of the same question shares within an answer."""

    def __iter__(self) -> Iterator[Any]:
        key = ("options", type(self.field), self.field.empty_label, question(self.queryset))
        return iter(once.kept(key, lambda: list(super(OptionsOnce, self).__iter__())))


def question(rows: Any) -> str:
    """Return what rows ask the database; nothing where there can be none. Of all rows there are it says no SQL."""
    query = rows.query
    if _is_of_all(query):
        return f"{query.model._meta.label} by {query.order_by or query.default_ordering}"
    try:
        return str(rows.query)
    except EmptyResultSet:
        return ""


def _is_of_all(query: Any) -> bool:
    """Whether a query is for all rows of a table, just so."""
    more = (query.where, query.annotations, query.extra, query.extra_order_by, query.distinct, query.combinator)
    return not (any(more) or query.is_sliced) and query.standard_ordering


def shared(field: Any) -> Any:
    """Return the field of a form whose options are asked for once, unless it has a way of its own."""
    if field is not None and getattr(field, "iterator", None) is ModelChoiceIterator:
        field.iterator = OptionsOnce
        field.widget.choices = field.choices
    return field


def named_once(choices: Any, column: str, keys: list[str]) -> list[tuple[Any, str]]:
    """Return the chosen rows of a box by a column, with their names; names of content are kept for other answers."""
    if not keys:
        return []
    rows, name = choices.queryset, choices.field.label_from_instance
    key = ("chosen", type(choices.field), question(rows), column, tuple(keys), get_language())
    found = rows.filter(**{f"{column}__in": keys})

    def make() -> list[tuple[Any, str]]:
        return [(getattr(row, column), str(name(row))) for row in found]

    return once.kept(key, lambda: _kept_names(key, rows.model, make))


def _kept_names(key: Hashable, model: type[Model], make: Callable[[], list[Any]]) -> list[Any]:
    name = f"names-{sha256(repr(key).encode()).hexdigest()}"
    return kept_results.kept_if_noted(name, make) if _is_our_own(model) else make()


@cache
def _is_our_own(model: type[Model]) -> bool:
    """Whether the database notes what changes the rows of a model."""
    return model._meta.db_table in content_version.domain_tables()
