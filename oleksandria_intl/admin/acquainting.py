"""Rows that are shown together know each other, so that their names ask the database for nothing row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from oleksandria_intl import filled_words

Collected = Mapping[Any, Iterable[Any]]
"""Rows by their models."""


def acquaint(collected: Collected) -> None:
    """Let rows know what they link to: those among them at once, the others in a query for each kind of link."""
    keyed = {model: {row.pk: row for row in rows} for model, rows in collected.items()}
    for model, rows in keyed.items():
        for link in _links(model):
            _link_up(link, rows.values(), keyed.get(link.related_model, {}))
    for model, rows in keyed.items():
        for link in _links(model):
            lacking = [row for row in rows.values() if getattr(row, link.attname) and not link.is_cached(row)]
            models.prefetch_related_objects(lacking, link.name)
    filled_words.find_words(row for rows in keyed.values() for row in rows.values())


def _links(model: Any) -> Iterator[Any]:
    return (field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one)


def _link_up(link: Any, rows: Iterable[Any], others: Mapping[Any, Any]) -> None:
    """Give each row the other that it links to, where that is shown beside it."""
    for row in rows:
        if (other := others.get(getattr(row, link.attname))) is not None:
            link.set_cached_value(row, other)
