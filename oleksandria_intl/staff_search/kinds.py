"""The kinds of rows that staff search: which columns and sums of each are looked through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.db import models
from django.http import HttpRequest

from oleksandria_intl import menu
from oleksandria_intl.staff_search import ALSO, ALSO_AMOUNTS
from oleksandria_intl.work import Work

SEARCH_TEXT = "search_text"
DIGITS = 2
"""Amounts have two digits behind the comma; other decimals, as a city's latitude, are none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A table: its pages, and the lookups of its texts and amounts."""

    pages: ModelAdmin[Any]
    texts: tuple[str, ...]
    amounts: tuple[str, ...]

    @property
    def model(self) -> Any:
        """The model."""
        return self.pages.model


def kinds(request: HttpRequest, site: AdminSite) -> Iterator[Kind]:
    """Yield the kinds that the reader may see, in the order of the menu."""
    order = list(Work)
    registered = sorted(
        site._registry.values(), key=lambda pages: (order.index(menu.group_of(pages)), menu.place_of(pages))
    )
    for pages in registered:
        if getattr(pages, "is_searched", menu.group_of(pages) is not Work.MORE) and pages.has_view_permission(request):
            kind = Kind(pages, _texts(pages), _amounts(pages.model))
            if kind.texts or kind.amounts:
                yield kind


def _texts(pages: ModelAdmin[Any]) -> tuple[str, ...]:
    """Return the lookups of a table's texts: its own columns, then what apps added."""
    model = pages.model
    asked = [name for name in pages.search_fields if "__" not in name]
    if SEARCH_TEXT not in asked:
        long = (field for field in model._meta.concrete_fields if isinstance(field, models.TextField))
        asked += [field.name for field in long if field.editable and not isinstance(field, models.JSONField)]
    return tuple(dict.fromkeys((*asked, *ALSO.get(model, ()))))


def _amounts(model: Any) -> tuple[str, ...]:
    """Return the lookups of a table's amounts."""
    own = (
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.DecimalField) and field.decimal_places == DIGITS
    )
    return (*own, *ALSO_AMOUNTS.get(model, ()))
