"""The numbers from which primary keys go on: one that was given once is never given again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connections, models


def last_given(using: str, registered: Iterable[type[models.Model]]) -> dict[str, int]:
    """Return the last key that each table has given, by the model's label; a table that has given none is left out."""
    connection = connections[using]
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for model, sequence in _sequences(cursor, connection, registered):
            if connection.vendor == "postgresql":
                cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")
            else:
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [sequence])
            if row := cursor.fetchone():
                found[model._meta.label_lower] = row[0]
    return found


def go_on(using: str, registered: Iterable[type[models.Model]], last: Mapping[str, int]) -> None:
    """Let every table give keys that lie above its rows and above the last that it had given."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model, sequence in _sequences(cursor, connection, registered):
            highest = models.QuerySet(model, using=using).aggregate(highest=models.Max("pk"))["highest"] or 0
            value = max(highest, last.get(model._meta.label_lower, 0))
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, value or 1, value > 0])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [sequence])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [sequence, value])


def _sequences(
    cursor: Any, connection: Any, registered: Iterable[type[models.Model]]
) -> Iterable[tuple[type[models.Model], str]]:
    """Return the models whose keys the database gives, with the names of what counts them."""
    given = [model for model in registered if isinstance(model._meta.pk, models.AutoField)]
    for model in given:
        name = model._meta.db_table
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{name}"', model._meta.pk.column])
            name = cursor.fetchone()[0]
        yield model, name
