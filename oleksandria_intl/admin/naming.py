"""A row named by its words where no script runs: Django's box to look rows up in is empty without one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NAMED = "_named"
"""The input beside a choice has the choice's name and this."""
MOST_OFFERED = 50
NOT_ONE = _("%(value)s names no row that can be chosen, or several: choose one of those offered, or say more words.")


def let_name(field: Any, request: HttpRequest, site: AdminSite) -> None:
    """Let a choice of a form be made by a name, too; say in a sentence that a name is not one row's."""
    field.widget.find, field.widget.called = partial(rows_named, request, site), field.label
    field.error_messages |= {"invalid_choice": NOT_ONE}


def rows_named(request: HttpRequest, site: AdminSite, choice: Any, text: str) -> list[Any]:
    """Return the rows that a text may mean, to those who see such rows; the one that is called exactly so alone."""
    rows = choice.choices.queryset
    page: Any = site.get_model_admin(rows.model)
    if not page.has_view_permission(request):
        return []
    found = list(page.get_search_results(request, rows, text)[0][:MOST_OFFERED])
    exact = [row for row in found if choice.choices.field.label_from_instance(row) == text]
    return exact if len(exact) == 1 else found


def quoted(text: str) -> str:
    """Return a name that is not one row's so that no key looks like it."""
    return f"«{text}»"


def unquoted(value: str) -> str:
    """Return the name in a value that is no key; an empty text where it is one."""
    return value[1:-1] if value[:1] + value[-1:] == "«»" else ""


def box(choice: Any, name: str, typed: str) -> SafeString:
    """Return the input for a name; for several, a line each. Browsers that run scripts do not see it."""
    is_many = choice.allow_multiple_selected
    hint = gettext("names, one a line") if is_many else gettext("or type the name")
    label = gettext("%(field)s, by name") % {"field": choice.called}
    shape = '<textarea rows="2"{}>{}</textarea>' if is_many else '<input type="text"{} value="{}">'
    attrs = format_html(
        ' name="{}" class="portal-named" aria-label="{}" placeholder="{}"', f"{name}{NAMED}", label, hint
    )
    return format_html("<noscript>" + shape + "</noscript>", attrs, typed)
