"""What tests do with admin pages: find them, and post a page's form as it was shown."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput
from django.test import Client
from django.urls import reverse


def address(model: Any, page: str, *args: object) -> str:
    """Return the address of an admin page of a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def posted(client: Client, page: str) -> dict[str, Any]:
    """Return what a browser would post if the page were saved as it is shown."""
    return shown(client.get(page))


def shown(response: Any) -> dict[str, Any]:
    """Return what a browser would post from the page in a response."""
    context = response.context
    data = form_data(context["adminform"].form)
    for inline in context.get("inline_admin_formsets") or []:
        data |= form_data(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= form_data(form)
    return data


def form_data(form: BaseForm) -> dict[str, Any]:
    """Return the values of a form's inputs as the browser has them."""
    data = {}
    for field in form:
        value = shown_value(field)
        if value not in (None, "", []):
            data[field.html_name] = value
    return data


def shown_value(field: BoundField) -> Any:
    """Return what an input shows: a ticked box, a choice, a text."""
    # A choice of rows stands in a wrapper with the links around it.
    widget = getattr(field.field.widget, "widget", field.field.widget)
    if isinstance(widget, CheckboxInput):
        return "on" if field.value() else None
    value = widget.format_value(field.value())
    if isinstance(value, list) and not getattr(widget, "allow_multiple_selected", False):
        return value[0] if value else None
    return value
