"""Open data: data sets, their state for caching, their files.

The state of a set (the digest of its rows, when they last changed) is kept in the database, and no list says of which
tables it is made: the queries that read its rows do. Only when one of these tables changed, or the day turned, which
may put an edition into force, are the rows read again. If they are the same as before, the set has not changed.

Resources are named, not imported: django-import-export is loaded with the first file. Which sets there are says the
project's composition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timezone
from itertools import chain
from typing import Any, NamedTuple

from django.db import DatabaseError, models, transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import override

from oleksandria_intl import clock, content_version, ukrainian
from oleksandria_intl.content_version import TableChange, Version
from oleksandria_intl.documents.about import About
from oleksandria_intl.localized import in_language
from oleksandria_intl.models import Council, DataSetState

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
"""The formats of every set with their media types."""
SCHEMA_VERSION = "3"
"""Raise it when the same rows are to make different files."""
BEGINNING = datetime(2000, 1, 1, tzinfo=timezone.utc)
"""What a spreadsheet is dated where nobody knows when its rows changed."""


class State(NamedTuple):
    """The state of a set's files: a digest that differs when they do, and when its rows last changed, if known."""

    digest: str
    changed_at: datetime | None


class DataSet(NamedTuple):
    """A set of open data: its passport, the resources that make its rows."""

    code: str
    title: Any
    description: Any
    keywords: Any
    resources: tuple[str, ...]
    """Dotted names of public resources with the same fields, whose rows follow one another."""
    rows: Callable[[], models.QuerySet[Any]] | None = None
    """The rows, where the resource cannot know which are public."""

    @property
    def key_words(self) -> list[str]:
        """The keywords, in the language of the moment."""
        return [word.strip() for word in str(self.keywords).split(",")]

    def made(self) -> list[Any]:
        """Return the set's resources."""
        return [import_string(name)() for name in self.resources]

    def public(self, resource: Any, on: date) -> models.QuerySet[Any]:
        """Return the rows of a resource that everybody may see on a day."""
        found: models.QuerySet[Any] = self.rows() if self.rows else resource.public(on)
        return found

    def values(self, on: date) -> Iterator[list[Any]]:
        """Yield the values of each row on a day, those of one resource after those of another."""
        resources = self.made()
        return chain.from_iterable(each.values(self.public(each, on)) for each in resources)

    def stream(self, format: str, on: date, dated: datetime | None) -> Iterator[bytes]:
        """Yield the set as a file in pieces; of no table more than some rows are in memory."""
        from oleksandria_intl.resources.public import stream

        about = self.about(dated)
        return stream(self.made()[0].names, self.values(on), format, about=about, dated=dated or BEGINNING)

    def about(self, dated: datetime | None) -> About:
        """Return what the set's tables say of themselves where they stand alone."""
        title, description = (in_language(text, "uk") for text in (self.title, self.description))
        return About(
            title=ukrainian.capitalised(title),
            publisher=Council.objects.for_papers().name_uk,
            on=localtime(dated).date() if dated else None,
            number=self.code,
            source=description,
        )


def states(sets: Iterable[DataSet], on: date) -> dict[str, State]:
    """Return the states of sets on a day by their codes; rows are read only of sets whose tables have changed."""
    version = content_version.current()
    basis = f"{SCHEMA_VERSION} {version.epoch} {on.isoformat()}"
    kept = {row.code: row for row in DataSetState.objects.all()}
    changes = content_version.table_changes()
    found = {}
    for each in sets:
        row = _renewed(each, kept.get(each.code), basis, on, version, changes)
        found[each.code] = State(_digest([row.digest, row.changed_at]), row.changed_at)
    return found


def _renewed(
    data_set: DataSet,
    kept: DataSetState | None,
    basis: str,
    on: date,
    version: Version,
    changes: Mapping[str, TableChange],
) -> DataSetState:
    """Return the state of a set, read anew and kept if a table changed since it was kept."""
    if kept and kept.is_current(basis, {name: change.number for name, change in changes.items()}):
        return kept
    with content_version.tables_read() as tables, override("uk"):
        digest = _digest(data_set.values(on))
    row = kept or DataSetState(code=data_set.code)
    if row.digest != digest:
        row.changed_at = _changed_at(row, on, [changes[name] for name in tables if name in changes])
    row.basis, row.number, row.tables, row.digest = basis, version.number, sorted(tables), digest
    # Where somebody else writes, the state is read anew the next time, too.
    with suppress(DatabaseError), transaction.atomic():
        row.save()
    return row


def _changed_at(kept: DataSetState, on: date, changes: Sequence[TableChange]) -> datetime | None:
    """Return when one of the tables last changed; if none has since the kept state, the day's turn changed the rows."""
    since = [change.changed_at for change in changes if change.number > kept.number]
    if not since:
        return clock.beginning_of(on)
    return max(filter(None, since), default=None)


def _digest(values: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for value in values:
        digest.update(repr(value).encode())
    return digest.hexdigest()[:40]
