"""Blanking the personal fields of rows, in the rows themselves, in their history and in the journal of the admin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from oleksandria_intl.models import KeyField, Official, Recorded, UndoStep, UnsavedPost
from oleksandria_intl.undo import keeping

from .table import Fate, links_to, rule_of


class ErasedRow(NamedTuple):
    """A row by its model's label and key, with the names of the fields that are blanked."""

    model: str
    pk: int
    fields: list[str]


def blank(rows: Iterable[ErasedRow]) -> int:
    """Blank the fields, and return how many rows and records of history changed; doing it again changes none.

    Rows that are gone are blanked in their history.
    """
    return sum(map(_blank_row, rows))


def _blank_row(row: ErasedRow) -> int:
    model = apps.get_model(row.model)
    names = _names(model, row.pk)
    changed = sum(_write(record, row) for record in _records(model, row.pk))
    _rewrite_journal(model, row.pk, names)
    _forget_what_brings_back(model, row.pk, names)
    if model is User:
        _forget_account(row.pk)
    return changed


def _records(model: type[models.Model], pk: int) -> Iterator[Any]:
    """Yield the row, if it is there, and every record of its history."""
    yield from model._base_manager.filter(pk=pk)
    if issubclass(model, Recorded):
        yield from model.history.model._base_manager.filter(**{_key(model): pk})


def _key(model: type[models.Model]) -> str:
    key: Any = model._meta.pk
    return str(key.attname)


def _write(record: Any, row: ErasedRow) -> bool:
    """Write what stands in erased fields, past ``save``, which would add a record of history; say if it changed."""
    keys = [field for field in record._meta.concrete_fields if isinstance(field, KeyField)]
    names = set(row.fields).difference(key.name for key in keys)
    values = {name: _rule(record, name).value_for(row.pk) for name in names}
    if all(getattr(record, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(record, name, value)
    values |= {key.name: key.pre_save(record, add=False) for key in keys}
    if isinstance(record, Recorded):
        # A form that was opened before would bring the old values back.
        values["version"] = record.version + 1
    type(record)._base_manager.filter(pk=record.pk).update(**values)
    return True


def _rule(record: Any, name: str) -> Any:
    rule = rule_of(record._meta.get_field(name))
    if rule is None or rule.fate is not Fate.ERASED:
        raise ValueError(f"{record._meta.label}.{name} is not a field that is erased")
    return rule


# The journal of the admin


def _names(model: type[models.Model], pk: int) -> set[str]:
    """Return the names by which other rows' titles may name the person: of an official alone."""
    if model is not Official:
        return set()
    return {str(getattr(record, "instance", record)) for record in _records(model, pk)}


def _rewrite_journal(model: type[models.Model], pk: int, names: set[str]) -> None:
    """Take the person out of the titles and words of journal entries."""
    own = Q(content_type=ContentType.objects.get_for_model(model), object_id=str(pk))
    title = str(model._base_manager.filter(pk=pk).first() or pk)[:200]
    LogEntry.objects.filter(own).exclude(object_repr=title).update(object_repr=title)
    for name in sorted(names - {title}, key=len, reverse=True):
        # The words are JSON, in which letters beyond ASCII are escaped.
        spellings = {name, json.dumps(name)[1:-1]}
        for spelling in spellings:
            found = Q(object_repr__contains=spelling) | Q(change_message__contains=spelling)
            for entry in LogEntry.objects.filter(found):
                entry.object_repr = entry.object_repr.replace(spelling, title)
                entry.change_message = entry.change_message.replace(spelling, title)
                entry.save(update_fields=["object_repr", "change_message"])


# What could bring the data back


def _forget_what_brings_back(model: type[models.Model], pk: int, names: set[str]) -> None:
    """Delete steps that can be undone and hold the row, or whose titles name the person; forms sent to its page."""
    keeping.forget(model, pk)
    for name in names:
        UndoStep.objects.filter(Q(label__contains=name) | Q(rows__label__contains=name)).delete()
    page = f"/{model._meta.app_label}/{model._meta.model_name}/{pk}/"
    UnsavedPost.objects.filter(address__contains=page).delete()


# The account


def _forget_account(pk: int) -> None:
    """End the sessions of an account, and delete the rows that are nothing without its person."""
    for field in links_to(User):
        rule = rule_of(field)
        if rule and rule.fate is Fate.DELETED:
            field.model._base_manager.filter(**{field.attname: pk}).delete()
    for session in Session.objects.all():
        if str(session.get_decoded().get("_auth_user_id")) == str(pk):
            session.delete()
