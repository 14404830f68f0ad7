"""Open data: what a data set is, what tells one state of it from another, how it becomes a file.

Resources are named, not imported: django-import-export is loaded with the first file. Which sets there are says the
project's composition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timezone
from itertools import chain
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Count, Max, Sum
from django.utils.module_loading import import_string
from django.utils.timezone import make_aware

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
"""The formats of every set with their media types."""
FORM = "1"
"""Grows when the files of the same rows come to look otherwise."""
BEGINNING = datetime(2000, 1, 1, tzinfo=timezone.utc)
"""What a spreadsheet is dated where nobody knows when its rows changed."""


class State(NamedTuple):
    """What tells one state of tables from another, and when they last changed, where that is known."""

    digest: str
    changed_at: datetime | None


class AsOf(NamedTuple):
    """What a set tells on a day though no row has changed: which rows count, and since which day."""

    rows: Any = None
    since: date | None = None


@dataclass(frozen=True)
class DataSet:
    """A set of open data: its passport, the resources that make its rows, the tables that these are read from."""

    code: str
    title: Any
    description: Any
    keywords: Any
    resources: tuple[str, ...]
    """Dotted names of public resources with the same fields, whose rows follow one another."""
    tables: tuple[type[models.Model], ...]
    rows: Callable[[], models.QuerySet[Any]] | None = None
    """The rows, where the resource cannot know which are public."""
    as_of: Callable[[date], AsOf] = lambda on: AsOf()
    """What of the passing of days changes the set."""

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

    def structure(self, **about: Any) -> dict[str, Any]:
        """Return the fields as a Table Schema, led by what else is to be told."""
        from oleksandria_intl.resources.public import structure

        return structure(self.made()[0], **about)

    def state(self, on: date) -> State:
        """Return the state of the set on a day, in a constant number of queries."""
        as_of = self.as_of(on)
        figures = [_figures(table) for table in self.tables]
        digest = hashlib.sha256(repr((FORM, self.code, as_of.rows, figures)).encode())
        return State(digest.hexdigest()[:40], self.changed(map(last_change, self.tables), as_of))

    def changed(self, moments: Iterable[datetime | None], as_of: AsOf) -> datetime | None:
        """Return the last of the moments, or the day since which rows count that did not before."""
        since = make_aware(datetime.combine(as_of.since, time())) if as_of.since else None
        return max(filter(None, (*moments, since)), default=None)

    def stream(self, format: str, on: date, dated: datetime | None) -> Iterator[bytes]:
        """Yield the set as a file in pieces; of no table more than some rows are in memory."""
        from oleksandria_intl.resources.public import in_language, stream

        resources = self.made()
        rows = chain.from_iterable(each.values(self.public(each, on)) for each in resources)
        title = in_language(self.title, "uk")
        return stream(resources[0].names, rows, format, title=title, dated=dated or BEGINNING)


def _figures(table: type[models.Model]) -> list[Any]:
    """Return what changes with a table: a row that comes has the greatest key, one that changes a greater version."""
    asked: list[Any] = [Count("pk"), Max("pk")]
    if any(field.name == "version" for field in table._meta.concrete_fields):
        asked.append(Sum("version"))
    return list(table._default_manager.order_by().aggregate(*asked).values())


MOMENTS = ("issued_at", "imported_at")
"""Fields that say when a row came, in tables without a history."""


def last_change(table: type[models.Model]) -> datetime | None:
    """Return when a row of a table was last made, changed or deleted, as its history tells; None if it does not."""
    if history := getattr(table, "history", None):
        return _latest(history, "history_date")
    moment = next((field.name for field in table._meta.concrete_fields if field.name in MOMENTS), None)
    return _latest(table._default_manager, moment) if moment else None


def _latest(rows: Any, moment: str) -> datetime | None:
    found: datetime | None = rows.order_by().aggregate(latest=Max(moment))["latest"]
    return found
