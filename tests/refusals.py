"""Rows that the database refuses by a constraint."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction


def refused(constraint: str, *rows: models.Model) -> None:
    """Write rows past ``save()`` and ``clean()``; the database has to name this constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(rows[0])._default_manager.bulk_create(rows)
    assert names(error.value, constraint), error.value


def update_refused(constraint: str, row: models.Model, **values: Any) -> None:
    """Change a stored row past ``save()`` and ``clean()``; the database has to name this constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**values)
    assert names(error.value, constraint), error.value


def names(error: IntegrityError, constraint: str) -> bool:
    """Say whether the database blames this constraint; SQLite tells the columns of a unique one instead."""
    if connection.vendor == "postgresql" or "CHECK" in str(error):
        return f'"{constraint}"' in str(error) or str(error).endswith(constraint)
    found = [
        each
        for model in apps.get_models()
        for each in model._meta.constraints
        if each.name == constraint and isinstance(each, models.UniqueConstraint)
    ]
    columns = {
        f"{model._meta.db_table}." for model in apps.get_models() for each in model._meta.constraints if each in found
    }
    return bool(found) and "UNIQUE" in str(error) and any(column in str(error) for column in columns)
