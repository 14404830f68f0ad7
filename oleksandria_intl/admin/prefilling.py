"""Forms of rows that open with a value that somebody proposes; who opened the form saves it, or not.

Apps register where the proposals of a parameter of the address are kept: «?proposal=7».
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect


class Prefill(NamedTuple):
    """The value that a field of a row is proposed to have, and what to say of it; without a value it is said only."""

    row: models.Model
    field: str
    value: Any
    sentence: str
    has_value: bool = True


class Prefiller(NamedTuple):
    """Finds what a request proposes, and goes on from it once a form was saved."""

    find: Callable[[HttpRequest, str], Prefill | None]
    saved: Callable[[HttpRequest, str], str]
    """Returns where to go on; an empty text where the form was none of the proposal's."""


PREFILLERS: dict[str, Prefiller] = {}


def register(parameter: str, prefiller: Prefiller) -> None:
    """Add the proposals of a parameter."""
    PREFILLERS[parameter] = prefiller


def fill(request: HttpRequest, context: dict[str, Any]) -> None:
    """Put what a request proposes into the forms of a page that is shown for the first time."""
    for parameter, prefiller in PREFILLERS.items():
        key = request.GET.get(parameter, "")
        if key and request.method == "GET" and (prefill := prefiller.find(request, key)):
            filled = [form for form in _forms(context) if prefill.has_value and _is_of(form, prefill)]
            for form in filled:
                form.initial[prefill.field] = prefill.value
                form.fields[prefill.field].widget.attrs["autofocus"] = True
            level = messages.INFO if filled else messages.WARNING
            messages.add_message(request, level, prefill.sentence)


def go_on(request: HttpRequest) -> HttpResponseRedirect | None:
    """Return the way on from a form that was saved with a proposal, if it was."""
    for parameter, prefiller in PREFILLERS.items():
        if (key := request.GET.get(parameter, "")) and (address := prefiller.saved(request, key)):
            return HttpResponseRedirect(address)
    return None


def _forms(context: dict[str, Any]) -> Iterator[Any]:
    """Yield the forms of a page: that of the row, those of the rows under it."""
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield from inline.formset.forms


def _is_of(form: Any, prefill: Prefill) -> bool:
    return bool(form.instance.pk and form.instance == prefill.row and prefill.field in form.fields)
