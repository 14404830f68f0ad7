"""An edition as JSON: what another city writes to bring its programme, and what every PDF carries.

Money is strings of hryvnias ("45000.00"), links are codes, what is empty is left out. Generic over
every ``EditionRow`` model, wherever it lives; ``programs/schema.json`` describes the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

from oleksandria_intl.models import Council, Natural
from programs.models import Edition, EditionRow

SCHEMA_VERSION = 2
SCHEMA_NAME = f"local-target-programme/{SCHEMA_VERSION}"


def row_models() -> list[type[EditionRow]]:
    """Return every kind of edition row; a kind comes after those it links to, as apps and files are ordered."""
    return [model for model in apps.get_models() if issubclass(model, EditionRow)]


def reference_models() -> list[type[Natural]]:
    """Return the registers that a programme refers to, in the same order."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Natural) and not issubclass(model, EditionRow) and model.json_key
    ]


def dump(edition: Edition) -> dict[str, Any]:
    """Return an edition with the registers that it refers to."""
    rows = {model: rows_of(model, edition) for model in row_models()}
    collected = References()
    collected.follow(edition.program)
    collected.follow(edition)
    for found in rows.values():
        for row in found:
            collected.follow(row)
    return {
        "form": SCHEMA_NAME,
        "council": as_dict(Council.objects.for_papers()),
        "references": collected.as_lists(),
        "program": as_dict(edition.program),
        "edition": as_dict(edition),
        **{model.json_key: [as_dict(row) for row in found] for model, found in rows.items() if found},
    }


def rows_of(model: type[EditionRow], edition: Edition) -> list[EditionRow]:
    """Return an edition's rows of a kind with all that they refer to: as they were made, heads before parts."""
    found = model._default_manager.filter(edition=edition).order_by("pk")
    paths, links = related_paths(model), self_links(model)
    rows = list(found.select_related(*paths) if paths else found)
    return sorted(rows, key=lambda row: any(getattr(row, f"{link}_id") for link in links))


def counts_of(edition: Edition, kinds: Iterable[type[EditionRow]]) -> dict[type[EditionRow], int]:
    """Return how many rows of each kind an edition has, in one question to the database."""
    names = {f"count_{place}": model for place, model in enumerate(kinds)}
    columns = {name: models.Subquery(_count_of(model)) for name, model in names.items()}
    (found,) = Edition.objects.filter(pk=edition.pk).order_by().values(**columns)
    return {model: found[name] or 0 for name, model in names.items()}


def _count_of(model: type[EditionRow]) -> Any:
    rows = model._default_manager.filter(edition=models.OuterRef("pk")).order_by().values("edition")
    return rows.annotate(found=models.Count("pk")).values("found")


def self_links(model: type[models.Model]) -> list[str]:
    """Return the links of a model to itself: a section's parent."""
    return [field.name for field in model._meta.concrete_fields if field.related_model is model]


def related_paths(model: type[models.Model], prefix: str = "") -> list[str]:
    """Return the links of a model, and those of the registers behind them: «city», «city__country»."""
    paths: list[str] = []
    for field in model._meta.concrete_fields:
        related = field.related_model
        if isinstance(related, type) and related is not Edition:
            paths.append(prefix + field.name)
            if related is not model and not issubclass(related, EditionRow):
                paths += related_paths(related, f"{prefix}{field.name}__")
    return paths


def exchanged_fields(model: type[Natural]) -> Iterator[Any]:
    """Yield the fields that travel, in the order of ``json_fields``."""
    for name in model.json_fields:
        yield model._meta.get_field(name)


def as_dict(row: Natural) -> dict[str, Any]:
    """Return a row without what is empty or as by default."""
    values = {field.name: plain_value(row, field) for field in exchanged_fields(type(row))}
    for name in row.json_children:
        values[name] = [as_dict(child) for child in getattr(row, name).all()]
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def plain_value(row: models.Model, field: Any) -> Any:
    """Return a field's value in JSON's own types; None for a default."""
    if field.many_to_many:
        return [key_text(related) for related in getattr(row, field.name).all()]
    if field.is_relation:
        related = getattr(row, field.name)
        return None if related is None else key_text(related)
    value = field.value_from_object(row)
    if field.has_default() and value == field.get_default() and field.name != "number":
        return None
    if isinstance(value, Decimal):
        return f"{value:.{field.decimal_places}f}"
    return value.isoformat() if isinstance(value, date) else value


def key_text(row: Any) -> str:
    """Return how a row is referred to: its code within the edition, else its natural key, parts joined by «/»."""
    return row.code if isinstance(row, EditionRow) else "/".join(row.natural_key())


class References:
    """The rows of registers that others refer to, each once, with all that they refer to themselves."""

    def __init__(self) -> None:
        self.found: dict[type[Natural], dict[str, Natural]] = {model: {} for model in reference_models()}

    def follow(self, row: Natural) -> None:
        """Collect what a row refers to."""
        if names := [*(field.name for field in row._meta.many_to_many), *row.json_children]:
            models.prefetch_related_objects([row], *names)
        for related in self._related(row):
            known = self.found.get(type(related))
            if known is not None and key_text(related) not in known:
                self.follow(related)
                known[key_text(related)] = related

    @staticmethod
    def _related(row: Natural) -> Iterable[Natural]:
        for field in exchanged_fields(type(row)):
            if field.many_to_many:
                yield from getattr(row, field.name).all()
            elif field.is_relation and getattr(row, field.attname) is not None:
                yield getattr(row, field.name)
        for name in row.json_children:
            for child in getattr(row, name).all():
                yield from References._related(child)

    def as_lists(self) -> dict[str, list[dict[str, Any]]]:
        """Return the registers, what is referred to before what refers to it."""
        return {model.json_key: [as_dict(row) for row in rows.values()] for model, rows in self.found.items() if rows}
