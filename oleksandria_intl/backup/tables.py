"""The tables of an archive: rows as lines of JSON that mean the same on SQLite and on PostgreSQL.

A line is a list of a row's values in the order of the table's columns; rows stand in the order of their primary keys,
which are kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections, models
from django.utils.duration import duration_string

from oleksandria_intl.models import ContentTable, ContentTouch, ContentVersion

from . import natural

FORGOTTEN = frozenset(("sessions.session", "usersessions.usersession", "oleksandria_intl.passwordlink"))
"""The models whose rows end with a restore: whoever was logged in logs in again, no link to a password comes back."""
MADE_BY_DATABASE = frozenset(
    (
        *natural.LABELS,
        "oleksandria_intl.portalidentity",
        # Written by triggers (oleksandria_intl/content_triggers.py).
        *(model._meta.label_lower for model in (ContentVersion, ContentTable, ContentTouch)),
    )
)
"""The models whose rows every database makes for itself."""
LEFT_OUT = FORGOTTEN | MADE_BY_DATABASE
"""The models whose rows are in no archive."""
AT_ONCE = 500
"""The most rows that are read or written at a time."""


class Digest(NamedTuple):
    """What tells two tables apart: the number of rows, and the SHA-256 of all their lines."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Table:
    """A model's table in one database."""

    model: type[models.Model]
    using: str
    keys: natural.NaturalKeys

    @property
    def label(self) -> str:
        """The model's label, by which an archive knows the table."""
        return self.model._meta.label_lower

    @cached_property
    def fields(self) -> list[Any]:
        """The fields that have columns of their own."""
        return [field for field in self.model._meta.local_concrete_fields if not getattr(field, "generated", False)]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, as an archive lists them."""
        return [field.attname for field in self.fields]

    def lines(self) -> Iterator[bytes]:
        """Yield the rows as lines."""
        rows: Any = models.QuerySet(self.model, using=self.using).order_by("pk").values_list(*self.columns)
        named = {place: label for place, field in enumerate(self.fields) if (label := _natural_label(field))}
        for row in rows.iterator(chunk_size=AT_ONCE):
            values = [*row]
            for place, label in named.items():
                values[place] = self.keys.key(label, values[place])
            yield _line(values)

    def digest(self) -> Digest:
        """Return the digest of what the database holds."""
        return digest(self.lines())

    def insert(self, lines: Iterable[bytes], columns: list[str], renamed: Mapping[str, str]) -> Digest:
        """Write rows whose values stand in the order of these columns, the names of their files as renamed.

        Returns the digest of what was written.
        """
        connection = connections[self.using]
        by_column = {field.attname: field for field in self.fields}
        fields = [by_column[name] for name in columns]
        most = min(AT_ONCE, (connection.features.max_query_params or 30_000) // len(fields))
        readers = [self._reader(field, renamed) for field in fields]

        def written() -> Iterator[bytes]:
            remaining = iter(lines)
            while batch := [json.loads(line) for line in islice(remaining, most)]:
                self._insert(fields, [[read(value) for read, value in zip(readers, row, strict=True)] for row in batch])
                yield from (_line(_as_renamed(row, fields, renamed)) for row in batch)

        return digest(written())

    def _insert(self, fields: list[Any], rows: list[list[Any]]) -> None:
        quote = connections[self.using].ops.quote_name
        columns = ", ".join(quote(field.column) for field in fields)
        places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
        statement = f"INSERT INTO {quote(self.model._meta.db_table)} ({columns}) VALUES {places}"
        with connections[self.using].cursor() as cursor:
            cursor.execute(statement, [value for row in rows for value in row])

    def _reader(self, field: Any, renamed: Mapping[str, str]) -> Callable[[Any], Any]:
        """Return what makes a value of the database of one of a line."""
        connection, label = connections[self.using], _natural_label(field)

        def read(value: Any) -> Any:
            if label:
                value = self.keys.primary_key(label, value)
            elif isinstance(field, models.FileField):
                value = renamed.get(value, value)
            return field.get_db_prep_save(field.to_python(value), connection)

        return read


def with_tables(registry: Any = apps, left_out: Container[str] = LEFT_OUT) -> list[type[models.Model]]:
    """Return the models whose rows travel."""
    found = registry.get_models(include_auto_created=True)
    own = [model for model in found if model._meta.managed and not model._meta.proxy]
    return [model for model in own if model._meta.label_lower not in left_out]


def tables(using: str, registry: Any = apps, left_out: Container[str] = LEFT_OUT) -> list[Table]:
    """Return the tables that travel, of one database."""
    keys = natural.NaturalKeys(using, registry)
    return [Table(model, using, keys) for model in with_tables(registry, left_out)]


def digest(lines: Iterable[bytes]) -> Digest:
    """Return the digest of lines."""
    rows, sum_ = 0, hashlib.sha256()
    for line in lines:
        rows += 1
        sum_.update(line)
    return Digest(rows, sum_.hexdigest())


def _natural_label(field: Any) -> str:
    """Return what a field points at, where that is known by its natural key."""
    label = field.related_model._meta.label_lower if field.is_relation else ""
    return label if label in natural.LABELS else ""


def _as_renamed(row: list[Any], fields: list[Any], renamed: Mapping[str, str]) -> list[Any]:
    pairs = zip(row, fields, strict=True)
    return [renamed.get(value, value) if isinstance(field, models.FileField) else value for value, field in pairs]


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_text).encode() + b"\n"


def _text(value: Any) -> str:
    """Return a value that JSON lacks as the text that its field reads; a ``Decimal`` to the last digit."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)
