"""The inputs of forms, made without templates where they are simple: a page of the staff has hundreds of them.

What is made here is what Django's templates of the same names make, but for blank lines among options (a test compares
them).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

INPUTS = ("checkbox", "date", "email", "hidden", "input", "number", "password", "text", "time", "url")
WITH_LINKS = "admin/widgets/related_widget_wrapper.html"
NAME, BOX = "[name]", "[box]"


class Renderer(DjangoTemplates):
    """Django's renderer, which asks no template for a simple input, a select box, a label, or no errors."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """Return the HTML of a part of a form."""
        make = MAKERS.get(template_name)
        return make(context) if make else super().render(template_name, context, request)


def attributes(given: Mapping[str, Any]) -> str:
    """Return attributes as they stand in a tag; those that are False are left out, and True has no value."""
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in given.items()
        if value is not False
    )


def escaped(value: Any) -> str:
    """Return a value as text for HTML, as Django's ``conditional_escape`` does with more ado."""
    text = value if isinstance(value, str) else str(value)
    return text if isinstance(text, SafeString) else escape(text)


def shown(value: Any) -> str:
    """Return a value as a template shows it: a number the Ukrainian way."""
    return escaped(localize(value))


def an_input(context: dict[str, Any]) -> SafeString:
    """Return an ``input``."""
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    head = f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"'
    return mark_safe(f"{head}{value}{attributes(widget['attrs'])}>")


def a_textarea(context: dict[str, Any]) -> SafeString:
    """Return a ``textarea``."""
    widget = context["widget"]
    head = f'<textarea name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>'
    return mark_safe(f"{head}\n{shown(widget['value'] or '')}</textarea>")


def a_select(context: dict[str, Any]) -> SafeString:
    """Return a ``select`` with its options."""
    widget = context["widget"]
    groups = "".join(_group(name, options) for name, options, _place in widget["optgroups"])
    return mark_safe(f'<select name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>{groups}\n</select>')


def _group(name: Any, options: Iterable[dict[str, Any]]) -> str:
    inner = "".join(f"\n  {_option(each)}" for each in options)
    return f'\n  <optgroup label="{escaped(name)}">{inner}\n  </optgroup>' if name else inner


def _option(option: dict[str, Any]) -> str:
    head = f'<option value="{escaped(option["value"])}"{attributes(option["attrs"])}>'
    return f"{head}{shown(option['label'])}</option>"


def a_date(context: dict[str, Any]) -> SafeString:
    """Return the admin's ``input`` for a date."""
    return mark_safe(f'<p class="date">\n  {an_input(context)}\n</p>')


def a_box_with_links(context: dict[str, Any]) -> SafeString:
    """Return the admin's choice of a row with links to its pages; these differ by the names of the inputs alone."""
    others = {key: value for key, value in context.items() if key not in ("name", "rendered_widget")}
    others["model_has_limit_choices_to"] = bool(others["model_has_limit_choices_to"])
    given = tuple((key, value if isinstance(value, bool) else str(value)) for key, value in others.items())
    frame = _frame(given, get_language())
    return mark_safe(frame.replace(NAME, escaped(context["name"])).replace(BOX, context["rendered_widget"]))


@lru_cache
def _frame(given: tuple[tuple[str, Any], ...], language: str) -> str:
    """Return what stands around a choice of a row, with marks where the name and the choice itself belong."""
    return DjangoTemplates().render(WITH_LINKS, {**dict(given), "name": NAME, "rendered_widget": mark_safe(BOX)})


def a_label(context: dict[str, Any]) -> SafeString:
    """Return a ``label`` or a ``legend``, or the bare words where there is no input to point at."""
    tag, label = context["tag"], shown(context["label"])
    return mark_safe(f"<{tag}{attributes(context['attrs'] or {})}>{label}</{tag}>" if context["use_tag"] else label)


def a_list_of_errors(context: dict[str, Any]) -> SafeString:
    """Return what is wrong as a list; nothing where all is well."""
    errors = context["errors"]
    if not errors:
        return SafeString("")
    of_field = f' id="{escaped(errors.field_id)}_error"' if errors.field_id else ""
    lines = "".join(f"<li>{shown(each)}</li>" for each in errors)
    return mark_safe(f'<ul class="{escaped(context["error_class"])}"{of_field}>{lines}</ul>')


MAKERS: dict[str, Callable[[dict[str, Any]], str]] = {
    **{f"django/forms/widgets/{kind}.html": an_input for kind in INPUTS},
    "admin/widgets/date.html": a_date,
    WITH_LINKS: a_box_with_links,
    "django/forms/widgets/textarea.html": a_textarea,
    "django/forms/widgets/select.html": a_select,
    "django/forms/label.html": a_label,
    "django/forms/errors/list/default.html": a_list_of_errors,
    "django/forms/errors/list/ul.html": a_list_of_errors,
}
