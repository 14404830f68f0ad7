"""What differs between two editions, by code and field: whatever rows there are, wherever they live.

A row that came, went, changed or moved is one change together with what hangs on it. What typesetting sees to
(apostrophes, spaces, dashes) makes no difference, nor do words that adoption copies from registers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeAlias

from django.db import models

from oleksandria_intl.ukrainian import APOSTROPHES
from programs.cloning import CARRIED
from programs.exchange import exchanged_fields, plain_value, row_models, rows_of
from programs.models import Edition, EditionRow, OrderedRow

Model: TypeAlias = type[EditionRow]
Key: TypeAlias = tuple[Model, str]
"""A row by its kind and its code."""
ALIKE = dict.fromkeys(APOSTROPHES, "’") | dict.fromkeys(map(ord, "\u2010\u2011\u2012–—−"), "-")
"""Apostrophes and dashes, by the one that stands for all of their kind."""
SPACES = re.compile(r"[^\S\n]+")
ENDS = re.compile(r" ?\n ?")
PLACE = "order"


def settled(value: Any) -> Any:
    """Return a text without what typesetting sees to; anything else as it is."""
    if not isinstance(value, str):
        return value
    text = SPACES.sub(" ", value.translate(ALIKE)).replace(" - ", "-")
    return ENDS.sub("\n", text).strip()


@dataclass(frozen=True)
class FieldChange:
    """A field that is not as it was; values as JSON has them, None for what is empty."""

    field: Any
    old: Any
    new: Any

    @property
    def is_translation(self) -> bool:
        """Whether it is English, which the council does not adopt."""
        return bool(self.field.name.endswith("_en"))


@dataclass(frozen=True)
class RowChange:
    """A row that came, went or is not as it was, with the rows that are counted with it."""

    model: Model
    code: str
    old: Any
    new: Any
    fields: tuple[FieldChange, ...] = ()
    place: int | None = None
    """Where a row that came or moved stands among those beside it, from 0."""
    parts: tuple[RowChange, ...] = ()

    @property
    def key(self) -> Key:
        """The row's kind and code."""
        return self.model, self.code

    @property
    def row(self) -> Any:
        """The row as it is now; of one that went, as it was."""
        return self.new or self.old

    @property
    def is_added(self) -> bool:
        """Whether the row came."""
        return self.old is None

    @property
    def is_removed(self) -> bool:
        """Whether the row went."""
        return self.new is None

    @property
    def is_moved(self) -> bool:
        """Whether a row that was there stands in another place."""
        return self.place is not None and not self.is_added

    @property
    def is_adopted(self) -> bool:
        """Whether anything of it is a change of what the council adopts: no translation, no sum."""
        own = self.is_added or self.is_removed or self.is_moved or any(not each.is_translation for each in self.fields)
        return (own and not self.model.is_sum) or any(part.is_adopted for part in self.parts)


@dataclass(frozen=True)
class Difference:
    """What changes from one edition to another."""

    old: Edition
    new: Edition
    fields: tuple[FieldChange, ...]
    """The fields of the edition itself: its name, its years."""
    rows: tuple[RowChange, ...]
    """Every row that is not as it was, in the order in which rows of its kind stand; ``parts`` are empty here."""

    @property
    def changes(self) -> list[RowChange]:
        """The changes, each row once with what hangs on it."""
        return list(_gathered(self.rows, self.old, self.new))

    @property
    def adopted(self) -> list[RowChange]:
        """The changes of what the council adopts."""
        return [change for change in self.changes if change.is_adopted]


Rows: TypeAlias = Mapping[Model, Iterable[EditionRow]]


def difference(old: Edition, new: Edition) -> Difference:
    """Return what changes from one edition to another."""
    return difference_of(old, stored_rows(old), new, stored_rows(new))


def stored_rows(edition: Edition) -> Rows:
    """Return the rows of an edition by kind."""
    return {model: rows_of(model, edition) for model in row_models()}


def difference_of(old: Edition, old_rows: Rows, new: Edition, new_rows: Rows) -> Difference:
    """Return what changes from one edition to another with these rows, be they stored or taken from history."""
    changes = (_changes(model, list(old_rows.get(model, ())), list(new_rows.get(model, ()))) for model in row_models())
    fields = tuple(_field_changes(old, new, (Edition._meta.get_field(name) for name in CARRIED)))
    return Difference(old, new, fields, tuple(chain.from_iterable(changes)))


def _changes(model: Model, old: list[EditionRow], new: list[EditionRow]) -> Iterator[RowChange]:
    """Yield the changes of the rows of a kind, those that went last."""
    before, after = ({row.code: row for row in rows} for rows in (old, new))
    places = _places(model, old, new) if issubclass(model, OrderedRow) else {}
    for row in _in_order(new):
        was = before.get(row.code)
        fields = tuple(_field_changes(was, row, compared_fields(model))) if was else ()
        if was is None or fields or row.code in places:
            yield RowChange(model, row.code, was, row, fields, places.get(row.code))
    for row in _in_order(old):
        if row.code not in after:
            yield RowChange(model, row.code, row, None)


def compared_fields(model: Model) -> list[Any]:
    """Return the fields of a kind that are compared: those that travel, but for code, place and copied words."""
    apart = {"code", PLACE, *model.register_words}
    return [field for field in exchanged_fields(model) if field.name not in apart]


def _field_changes(old: models.Model, new: models.Model, fields: Iterable[Any]) -> Iterator[FieldChange]:
    for field in fields:
        was, now = plain_value(old, field), plain_value(new, field)
        if settled(was or "") != settled(now or ""):
            yield FieldChange(field, was, now)


@cache
def owner_field(model: Model) -> str:
    """Return the link to the row that a row goes with when that is deleted, and among whose rows it has its place."""
    fields: Any = model._meta.concrete_fields
    owners = (f.name for f in fields if _is_row_link(f) and f.remote_field.on_delete is models.CASCADE)
    return next(owners, "")


def _is_row_link(field: Any) -> bool:
    return isinstance(field.related_model, type) and issubclass(field.related_model, EditionRow)


def _owner(row: EditionRow) -> str:
    """Return the code of the row among whose rows this one has its place."""
    name = owner_field(type(row))
    owner = getattr(row, name) if name else None
    return owner.code if owner else ""


def _in_order(rows: Iterable[EditionRow]) -> list[EditionRow]:
    return sorted(rows, key=lambda row: (getattr(row, PLACE, 0), row.pk))


def _siblings(rows: Iterable[EditionRow]) -> dict[str, list[str]]:
    """Return the codes of rows in their order, by the row among whose rows they stand."""
    found: dict[str, list[str]] = {}
    for row in _in_order(rows):
        found.setdefault(_owner(row), []).append(row.code)
    return found


def _places(model: Model, old: list[EditionRow], new: list[EditionRow]) -> dict[str, int]:
    """Return the places of the rows that came, or do not stand in their old order, by code."""
    before = _siblings(old)
    places: dict[str, int] = {}
    for owner, codes in _siblings(new).items():
        was = {code: place for place, code in enumerate(before.get(owner, ()))}
        kept = _longest_rise([was[code] for code in codes if code in was])
        places |= {code: place for place, code in enumerate(codes) if was.get(code) not in kept}
    return places


def _longest_rise(numbers: list[int]) -> set[int]:
    """Return the longest run of numbers that rise, whatever stands between them: the rows that did not move."""
    ends: list[int] = []
    runs: list[list[int]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        run = [*(runs[at - 1] if at else ()), number]
        ends[at:], runs[at:] = [number, *ends[at + 1 :]], [run, *runs[at + 1 :]]
    return set(runs[-1]) if runs else set()


class _Changes(dict[Key, RowChange]):
    """Changes by the rows that change."""

    @cached_property
    def by_owner(self) -> dict[tuple[type, Any], list[RowChange]]:
        """The changes of rows that go with another one, by that one."""
        found: dict[tuple[type, Any], list[RowChange]] = {}
        for change in self.values():
            for owner in _owners(change):
                found.setdefault((type(owner), getattr(owner, "pk", None)), []).append(change)
        return found


def _gathered(rows: Iterable[RowChange], old: Edition, new: Edition) -> Iterator[RowChange]:
    """Yield the changes, those that are counted with another row as parts of that one's."""
    by_key = _Changes({change.key: change for change in rows})
    heads: dict[Key, list[RowChange]] = {}
    for change in by_key.values():
        heads.setdefault(_head(change, by_key), []).append(change)
    for key, changes in heads.items():
        own = by_key.get(key) or _unchanged(key, changes)
        parts = tuple(change for change in changes if change is not own)
        yield RowChange(own.model, own.code, own.old, own.new, own.fields, own.place, parts)


def _unchanged(key: Key, parts: list[RowChange]) -> RowChange:
    """Return a row that changes in its parts alone."""
    model, code = key
    rows = [getattr(part.row, part.model.part_of) for part in parts]
    return RowChange(model, code, rows[0], rows[0])


def _head(change: RowChange, by_key: _Changes) -> Key:
    """Return the row with which a change is counted: the one it is part of, or came or went with; else its own."""
    if change.model.part_of:
        row = getattr(change.row, change.model.part_of)
        return _head_of((type(row), row.code), by_key)
    if change.is_added or change.is_removed:
        for row in _linked(change.row):
            if (other := by_key.get((type(row), row.code))) and _came_together(change, other):
                return _head(other, by_key)
        with_parts = {_head_of_part(part, by_key) for part in _parts_of(change, by_key)}
        if len(with_parts) == 1 and (only := with_parts.pop()) and _came_together(change, by_key[only]):
            return only
    return change.key


def _head_of(key: Key, by_key: _Changes) -> Key:
    return _head(by_key[key], by_key) if key in by_key else key


def _head_of_part(part: RowChange, by_key: _Changes) -> Key | None:
    """Return the changed row that a row is counted with which goes with another: a visit's line with the visit."""
    is_apart = part.model.part_of not in ("", owner_field(part.model))
    key = _head(part, by_key) if is_apart else None
    return key if key in by_key else None


def _parts_of(change: RowChange, by_key: _Changes) -> list[RowChange]:
    """Return the changes of the rows that go with this one."""
    return by_key.by_owner.get((type(change.row), change.row.pk), [])


def _owners(change: RowChange) -> list[Any]:
    name = owner_field(change.model)
    return [getattr(change.row, name)] if name else []


def _linked(row: EditionRow) -> Iterator[Any]:
    """Yield the rows of the edition that a row points at."""
    for field in row._meta.concrete_fields:
        if _is_row_link(field) and getattr(row, field.attname) is not None:
            yield getattr(row, field.name)


def _came_together(one: RowChange, other: RowChange) -> bool:
    return (one.is_added, one.is_removed) == (other.is_added, other.is_removed)
