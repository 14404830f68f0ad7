"""The lines of the admin's forms."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.admin.helpers import Fieldset, InlineAdminForm
from django.utils.safestring import SafeString, mark_safe

from oleksandria_intl.admin import form_lines

register = template.Library()


@register.simple_tag
def lines_of(fieldset: Fieldset) -> SafeString:
    """Return the lines of a fieldset."""
    return mark_safe("".join(form_lines.line(fields) for fields in fieldset))


@register.simple_tag
def cells_of(row: InlineAdminForm) -> SafeString:
    """Return the cells of a row of an inline table."""
    found: Any = (cell for fieldset in row for fields in fieldset for cell in fields)
    return mark_safe("".join(map(form_lines.table_cell, found)))
