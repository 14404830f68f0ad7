"""What a transaction does to rows, noted while it does it: signals tell of every row, those that go along too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from oleksandria_intl.content_version import domain_tables
from oleksandria_intl.models import Recorded, UndoRow
from oleksandria_intl.undo.noting import LISTENER

Act = UndoRow.Act
Row = models.Model


@dataclass
class Image:
    """What was done to a row, and the row before it."""

    model: type[Row]
    pk: Any
    act: str
    label: str
    values: dict[str, Any] = field(default_factory=dict)
    version: int | None = None
    is_chosen: bool = False
    """Whether the row itself was deleted, and did not only go along."""

    @property
    def is_link(self) -> bool:
        """Whether it is a row between many and many."""
        return bool(self.model._meta.auto_created)


class Recording:
    """The rows that were added, changed and deleted, in this order."""

    def __init__(self) -> None:
        self._images: dict[tuple[type[Row], Any], Image] = {}

    @property
    def images(self) -> list[Image]:
        """What was noted."""
        return list(self._images.values())

    def change(self, stored: Row) -> None:
        """Note a row that is about to change, as it is stored."""
        image = Image(type(stored), stored.pk, Act.CHANGED, str(stored), values_of(stored))
        self._images.setdefault((type(stored), stored.pk), image)

    def add(self, row: Row) -> None:
        """Note a row that was added."""
        self._images.setdefault((type(row), row.pk), Image(type(row), row.pk, Act.ADDED, label_of(row)))

    def delete(self, stored: Row, *, is_chosen: bool = False) -> None:
        """Note a row that is about to go; one that this transaction added leaves nothing."""
        before = self._images.pop((type(stored), stored.pk), None)
        if before is not None and before.act == Act.ADDED:
            return
        values = before.values if before else values_of(stored)
        image = Image(type(stored), stored.pk, Act.DELETED, label_of(stored), values, is_chosen=is_chosen)
        self._images[type(stored), stored.pk] = image

    def written(self, row: Row) -> None:
        """Note the version that a row has now."""
        if image := self._images.get((type(row), row.pk)):
            image.version = getattr(row, "version", None)


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording() -> Iterator[Recording]:
    """Note what is done to rows meanwhile; writes of many rows in one statement are not seen."""
    noted = Recording()
    token, listening = _current.set(noted), LISTENER.set(noted.change)
    try:
        yield noted
    finally:
        _current.reset(token)
        LISTENER.reset(listening)


def values_of(row: Row) -> dict[str, Any]:
    """Return every column of a row as text, exactly: what ``row_of`` makes the row of again."""
    return {
        column.attname: None if column.value_from_object(row) is None else column.value_to_string(row)
        for column in row._meta.concrete_fields
    }


def row_of(model: type[Row], values: dict[str, Any]) -> Any:
    """Make a row of its columns; a column that the table got since has its default."""
    return model(
        **{
            column.attname: None if values[column.attname] is None else column.to_python(values[column.attname])
            for column in model._meta.concrete_fields
            if column.attname in values
        }
    )


def label_of(row: Row) -> str:
    """Return what a row is called; a link between many and many by both its ends."""
    if not row._meta.auto_created:
        return str(row)
    return " – ".join(str(getattr(row, end.name)) for end in row._meta.concrete_fields if end.is_relation)


def noted_models() -> list[type[Row]]:
    """Return the recorded tables, and those between many and many; users and what nobody edits are never noted."""
    tables = domain_tables()
    models_ = apps.get_models(include_auto_created=True)
    kept = [model for model in models_ if model._meta.auto_created or issubclass(model, Recorded)]
    return [model for model in kept if model._meta.db_table in tables]


def connect() -> None:
    """Listen to every table that is noted."""
    for model in noted_models():
        if model._meta.auto_created:
            m2m_changed.connect(_links_change, sender=model)
        else:
            pre_save.connect(_before_save, sender=model)
            post_save.connect(_after_save, sender=model)
            pre_delete.connect(_before_delete, sender=model)


def _before_save(sender: type[Row], instance: Row, **kwargs: Any) -> None:
    noted = _current.get()
    if noted is not None and not instance._state.adding:
        stored = sender._base_manager.filter(pk=instance.pk).first()
        if stored is not None:
            noted.change(stored)


def _after_save(sender: type[Row], instance: Row, created: bool, **kwargs: Any) -> None:
    noted = _current.get()
    if noted is not None:
        if created:
            noted.add(instance)
        noted.written(instance)


def _before_delete(sender: type[Row], instance: Row, origin: Any = None, **kwargs: Any) -> None:
    noted = _current.get()
    if noted is None:
        return
    is_chosen = origin is instance
    # A form may have written into the row that it deletes; those that go along come fresh from the database.
    stored = sender._base_manager.get(pk=instance.pk) if is_chosen else instance
    noted.delete(stored, is_chosen=is_chosen)
    for link in _links_to(stored):
        noted.delete(link)


def _links_to(row: Row) -> Iterator[Row]:
    """Yield the rows between many and many that go with a row, whichever side declares them."""
    relations: Any = row._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and relation.one_to_many and relation.related_model._meta.auto_created:
            yield from relation.related_model._base_manager.filter(**{relation.field.name: row})


def _links_change(sender: type[Row], instance: Row, action: str, pk_set: Any, **kwargs: Any) -> None:
    """Note links that go before they do, and new ones once they are there."""
    noted = _current.get()
    if noted is None or action not in ("pre_remove", "pre_clear", "post_add"):
        return
    ends: list[Any] = [end for end in sender._meta.concrete_fields if end.is_relation]
    own = next(end for end in ends if isinstance(instance, end.related_model))
    links = sender._base_manager.filter(**{own.name: instance})
    if pk_set is not None:
        other = next(end for end in ends if end is not own)
        links = links.filter(**{f"{other.attname}__in": pk_set})
    for link in links:
        noted.add(link) if action == "post_add" else noted.delete(link)
