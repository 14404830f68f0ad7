"""A source as the workspace writes it into the page, and back: «programs.section:body_uk:goals»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from oleksandria_intl.documents.blocks import Source
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import Natural


def written(source: Source) -> str:
    """Return a source as one word."""
    return f"{source.model}:{source.field}:{source.key}"


def read(word: str) -> Source | None:
    """Return the source that a word names; None for a word that names none."""
    model, _, rest = word.partition(":")
    field, _, key = rest.partition(":")
    return Source(model, key, field) if key and _is_named(model, field) else None


def _is_named(model: str, field: str) -> bool:
    """Whether there is such a model with a natural key, and such a field of it."""
    try:
        named: Any = apps.get_model(model)
        return issubclass(named, Natural) and not (field and not named._meta.get_field(field))
    except (LookupError, ValueError, FieldDoesNotExist):
        return False


def words_of_row(row: Any, field: str = "") -> Iterator[str]:
    """Yield the sources by which a field of a row may stand in the paper, the closest first, then the rows above it."""
    while isinstance(row, Natural):
        if field:
            yield written(source_of(row, field))
        yield written(source_of(row))
        row, field = getattr(row, getattr(row, "parent_field", "") or "", None), ""
