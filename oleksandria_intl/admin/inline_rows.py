"""Inline rows of a change page, which say once what scripts and styles their inputs need: all rows have the same."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.options import BaseModelAdmin
from django.forms import Media


class InlineRows(InlineAdminFormSet):
    """Inline rows: Django asks each of a hundred rows what scripts its inputs need, and puts the answers together."""

    @classmethod
    def of(cls, rows: InlineAdminFormSet) -> InlineRows:
        """Return the same rows."""
        return cls(
            rows.opts,
            rows.formset,
            rows.fieldsets,
            rows.prepopulated_fields,
            rows.readonly_fields,
            rows.model_admin,
            has_add_permission=rows.has_add_permission,
            has_change_permission=rows.has_change_permission,
            has_delete_permission=rows.has_delete_permission,
            has_view_permission=rows.has_view_permission,
        )

    @property
    def media(self) -> Media:
        """What the inline and the first of its forms need."""
        first = next(iter(self), None)
        needed: Media = self.opts.media + (self.formset if first is None else first).media
        return needed


class AsksRowsOnce(BaseModelAdmin):
    """Change pages whose inline rows say so once."""

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> list[InlineRows]:
        """Return the tables of the form."""
        found: Any = super().get_inline_formsets(*args, **kwargs)  # type: ignore[misc]
        return [InlineRows.of(each) for each in found]
