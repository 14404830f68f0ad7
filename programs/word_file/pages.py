"""Where in the admin a row is edited: on its own page, or on that of the row that it stands under."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import admin
from django.db import models
from django.forms.models import _get_foreign_key
from django.http import HttpRequest
from django.urls import reverse


class Page(NamedTuple):
    """The page on which a row is edited, and whether the reader may change the row there."""

    address: str
    may_change: bool


def page_of(row: models.Model, request: HttpRequest) -> Page | None:
    """Return the page of a row; None where it has none, or the reader may not see it."""
    registry: dict[Any, Any] = admin.site._registry
    if pages := registry.get(type(row)):
        return _page(pages, row, request, pages.has_change_permission(request, row))
    for model, pages in registry.items():
        for inline in pages.inlines:
            if inline.model is type(row):
                parent = getattr(row, _get_foreign_key(model, inline.model).name)
                rows = inline(model, admin.site)
                return _page(pages, parent, request, rows.has_change_permission(request, parent))
    return None


def _page(pages: Any, row: models.Model, request: HttpRequest, may_change: bool) -> Page | None:
    if not pages.has_view_permission(request, row):
        return None
    name = f"admin:{pages.opts.app_label}_{pages.opts.model_name}_change"
    return Page(reverse(name, args=[row.pk]), may_change)
