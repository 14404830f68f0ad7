"""Rows of a file beside those of the table: which is found, what each says."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import models
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult


class Touched(NamedTuple):
    """A row of the table that came in or changed, and the row of the file that it came from."""

    row: int
    instance: Any
    is_new: bool


class QuietResult(RowResult):
    """What became of a row."""

    def add_instance_info(self, instance: Any) -> None:
        """Keep no name of the row: it may cost a query."""


class KnownRows(BaseInstanceLoader):
    """Finds the rows that the file names among those fetched before."""

    def get_instance(self, row: Any) -> Any:
        """Return the row that a row of the file names, if there is one."""
        try:
            return self.resource.known.get(self.resource.key_of(row))
        except ValueError:
            return None  # each wrong cell is refused by itself


def plain(value: Any) -> Any:
    """Return a value as a column of the table holds it: a row that is pointed at is its key."""
    return value.pk if isinstance(value, models.Model) else value


def value_of(column: Any, row: Any) -> Any:
    """Return what a cell says, as a column of the table holds it; nothing where it is wrong."""
    try:
        return plain(column.clean(row))
    except ValueError:
        return None


def with_values(instance: Any, values: dict[str, Any]) -> Any:
    """Return the row with other values in some of its columns."""
    names = [field.attname for field in instance._meta.concrete_fields]
    return type(instance)(**{name: getattr(instance, name) for name in names} | values)
