"""The rows of a deletion in words: each column by its name, a link by what it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext

from oleksandria_intl.admin.undoing import counted
from oleksandria_intl.models import UndoRow
from oleksandria_intl.undo.refusals import Link, by_link, existing, links_of

Labels = dict[Link, str]
"""What the rows are called that others point at."""


class ShownRow(NamedTuple):
    """A row with its columns in words."""

    label: str
    values: list[tuple[str, str]]


class Group(NamedTuple):
    """The rows of one kind."""

    title: str
    rows: list[ShownRow]


def groups_of(rows: Sequence[UndoRow]) -> list[Group]:
    """Return the rows by their kinds, what was chosen first; the links between many and many without columns."""
    by_model: dict[Any, list[UndoRow]] = defaultdict(list)
    for row in rows:
        by_model[row.model_class].append(row)
    labels = _labels(rows)
    # What goes along was noted before what it hangs on.
    return [
        Group(_title(model, len(of_kind)), [ShownRow(row.label, list(_values(row, labels))) for row in of_kind])
        for model, of_kind in reversed(by_model.items())
    ]


def _title(model: Any, count: int) -> str:
    if model._meta.auto_created:
        return f"{gettext('Links to other rows')}: {count}"
    return counted(model, count)


def _labels(rows: Iterable[UndoRow]) -> Labels:
    """Return the names of all rows that these point at, one query for each kind."""
    labels = {link: row.label for link, row in by_link(rows).items()}
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for link in links_of(row):
            if link not in labels:
                asked[link.model, link.column].add(link.value)
    for (model, column), values in asked.items():
        found = existing(model, column, values)
        labels |= {Link(model, column, value): str(row) for value, row in found.items()}
    return labels


def _values(row: UndoRow, labels: Labels) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every column that people fill in and that is not empty."""
    if row.is_link:
        return
    for column in row.model_class._meta.concrete_fields:
        value = row.values.get(column.attname)
        if value not in (None, "") and column.editable and not column.primary_key:
            yield str(column.verbose_name), _text(column, value, labels)


def _text(column: Any, value: Any, labels: Labels) -> str:
    if column.is_relation:
        link = Link(column.related_model._meta.label_lower, column.target_field.attname, str(value))
        return labels.get(link, f"№ {value}")
    if isinstance(column, models.BooleanField):
        return gettext("yes") if column.to_python(value) else gettext("no")
    found = column.to_python(value)
    return str(dict(column.flatchoices).get(found, localize(found)))
