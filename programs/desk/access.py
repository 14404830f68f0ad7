"""On which ordinary page of the admin a row is edited, and whether the reader may change it there."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.forms.models import _get_foreign_key
from django.http import HttpRequest
from django.urls import reverse

from programs.models import Edition

RETURN = "desk"
"""The parameter that leads from a form back to the workspace of an edition."""


class Pages(NamedTuple):
    """The pages on which rows of a model are edited; those of another model whose page shows them, by a link to it."""

    pages: Any
    link: str = ""
    """The foreign key to the row on whose page a row stands; nothing for rows with pages of their own."""
    prefix: str = ""
    """How the page names the inputs of the rows that stand on it."""
    inline: Any = None


class FormPage(NamedTuple):
    """The page that edits a row."""

    address: str
    name: str
    """What the page's row is called."""
    kind: str
    prefix: str
    may_change: bool


def pages_of(model: Any) -> Pages | None:
    """Return where rows of a model are edited; None where nobody edits them."""
    registry: dict[Any, Any] = admin.site._registry
    if own := registry.get(model):
        return Pages(own)
    for parent, pages in registry.items():
        for inline in pages.inlines:
            if inline.model is model:
                link = _get_foreign_key(parent, model)
                prefix = str(link.remote_field.get_accessor_name(model=model)).replace("+", "")
                return Pages(pages, link.name, prefix, inline)
    return None


class Access:
    """What one reader may change of an edition: each kind of row is asked about once."""

    def __init__(self, request: HttpRequest, edition: Edition) -> None:
        self.request, self.edition = request, edition
        self._may: dict[str, bool] = {}

    def may_change(self, label: str) -> bool:
        """Whether the reader may change rows of the model with this label; nobody those of a closed edition."""
        if label not in self._may:
            self._may[label] = not self.edition.is_frozen and self._has_right(pages_of(apps.get_model(label)))
        return self._may[label]

    @property
    def may_change_anything(self) -> bool:
        """Whether the reader may change anything of what was asked about."""
        return any(self._may.values())

    def _has_right(self, found: Pages | None) -> bool:
        if found is None:
            return False
        if not found.inline:
            return bool(found.pages.has_change_permission(self.request))
        inline = found.inline(found.pages.model, admin.site)
        return bool(found.pages.has_view_permission(self.request) and inline.has_change_permission(self.request))

    def page_of(self, row: models.Model) -> FormPage | None:
        """Return the page that edits a row; None where there is none, or the reader may not see it."""
        found = pages_of(type(row))
        if found is None:
            return None
        shown: Any = getattr(row, found.link) if found.link else row
        if not found.pages.has_view_permission(self.request, shown):
            return None
        meta = shown._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[shown.pk])
        may_change = self.may_change(row._meta.label_lower) and self._may_change_row(found, shown)
        return FormPage(address, str(shown), str(meta.verbose_name), found.prefix, may_change)

    def _may_change_row(self, found: Pages, shown: Any) -> bool:
        asked = found.inline(found.pages.model, admin.site) if found.inline else found.pages
        return bool(asked.has_change_permission(self.request, shown))

    def add_address(self, model: Any) -> str:
        """Return where a row is added to the edition, or nothing where the reader may not."""
        found = pages_of(model)
        if self.edition.is_frozen or found is None or found.link or not found.pages.has_add_permission(self.request):
            return ""
        meta = model._meta
        query = urlencode({"edition": self.edition.pk, RETURN: self.edition.pk})
        return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_add')}?{query}"
