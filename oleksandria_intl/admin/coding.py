"""Codes and addresses in forms: made from names where they are left empty, and folded away from the other fields."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.forms.models import construct_instance
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.codes_from_names import code_from, slug_of
from oleksandria_intl.models import CodeField

CODES = ("code", "slug")
NAMES = ("name_uk", "title_uk", "in_force_from")
"""What codes are made from, the first that a model has; a model with another idea has ``code_words``."""


def code_field(model: type[models.Model]) -> Any:
    """Return the field that holds a row's own code or address, or nothing; codes of the state are typed as they are."""
    own = (field for field in model._meta.concrete_fields if field.name in CODES)
    return next((field for field in own if isinstance(field, (CodeField, models.SlugField))), None)


def is_made(model: type[models.Model]) -> bool:
    """Whether forms have to make a code; edition rows give themselves one when they are saved."""
    field = code_field(model)
    return field is not None and not field.blank


def new_code(row: models.Model, taken: Iterable[str] = ()) -> str:
    """Return a code for a new row from its name, that no other row has, nor is taken by a row beside it."""
    field, name = code_field(type(row)), name_of(row)
    # One place more than the ending of a taken code may need.
    longest = min(field.max_length, 50)
    beginning = slug_of(name, longest=longest)[: longest - 6]
    like = {f"{field.name}__istartswith": beginning}
    stored = type(row)._base_manager.filter(**like).values_list(field.name, flat=True)
    return code_from(name, {*stored, *taken}, longest=longest, fallback=row._meta.model_name or "")


def name_of(row: Any) -> str:
    """Return the words that a row's code is made from."""
    if hasattr(type(row), "code_words"):
        return str(row.code_words)
    fields = {field.name for field in row._meta.concrete_fields}
    found = next((value for name in NAMES if name in fields and (value := getattr(row, name))), None)
    if found is None:
        return str(row)
    return f"{found:%Y-%m-%d}" if isinstance(found, date) else str(found)


# Forms


def relax(form: Any) -> None:
    """Let the code of a new row be left empty."""
    field = code_field(form._meta.model)
    if is_made(form._meta.model) and field.name in form.fields and form.instance._state.adding:
        form.fields[field.name].required = False
        form.fields[field.name].help_text = _("Left empty, the portal makes it from the name.")


def give_code(form: Any, cleaned: dict[str, Any], taken: set[str]) -> None:
    """Give a new row the code that was left empty, once all that it is made from is in order."""
    if not is_made(form._meta.model) or not form.instance._state.adding or form.errors:
        return
    name = code_field(form._meta.model).name
    if not cleaned.get(name):
        try:
            code = new_code(_filled(form, cleaned), taken)
        except ObjectDoesNotExist:
            return  # what the name needs is refused elsewhere
        cleaned[name] = code
        setattr(form.instance, name, code)
    taken.add(cleaned[name])


def _filled(form: Any, cleaned: dict[str, Any]) -> Any:
    """Return a row with what was typed, beside the form's own, which is filled later."""
    form.cleaned_data = cleaned
    return construct_instance(form, copy.copy(form.instance), form._meta.fields, form._meta.exclude)


# Pages


def with_folded_code(model: type[models.Model], fieldsets: Iterable[Any]) -> list[Any]:
    """Return the fieldsets with the code in a folded one of its own, after all others."""
    field, given = code_field(model), list(fieldsets)
    if field is None or not any(field.name in _flat(options["fields"]) for _title, options in given):
        return given
    others = list(without_field(field.name, given))
    return [*others, (_("Code and address"), _folded(field))] if others else given


def without_code(model: type[models.Model], fieldsets: Iterable[Any]) -> list[Any]:
    """Return the fieldsets of rows in a table, in which codes have no place."""
    field = code_field(model)
    return list(fieldsets) if field is None else list(without_field(field.name, fieldsets))


def _folded(field: Any) -> dict[str, Any]:
    text = _(
        "The portal makes it from the name. Change it only where you must: addresses and files that were given out "
        "name the row by it."
    )
    return {"fields": (field.name,), "classes": ("collapse",), "description": text}


def without_field(name: str, fieldsets: Iterable[Any]) -> Iterator[Any]:
    """Yield the fieldsets without a field; one in which nothing is left goes."""
    for title, options in fieldsets:
        fields = tuple(_rows_without(name, options["fields"]))
        if fields:
            yield title, {**options, "fields": fields}


def _rows_without(name: str, rows: Iterable[Any]) -> Iterator[Any]:
    for row in rows:
        if isinstance(row, (tuple, list)):
            left = tuple(field for field in row if field != name)
            if left:
                yield left if len(left) > 1 else left[0]
        elif row != name:
            yield row


def _flat(rows: Iterable[Any]) -> Iterator[Any]:
    for row in rows:
        yield from row if isinstance(row, (tuple, list)) else (row,)
