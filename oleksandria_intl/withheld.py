"""The registry of rows that nobody but staff may see for a time, whoever shows them.

An app that knows why registers, in ``AppConfig.ready()``, which rows of an app left of it are withheld on a day; what
shows such rows to the public asks here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Case, Q, When

from oleksandria_intl import clock

WORDS = "до завершення поїздки не оприлюднюється"
"""What stands for anything that is withheld, on pages and papers; a fixed word of papers."""

Rows = Callable[[date], "models.QuerySet[Any, Any]"]
"""From a day to the primary keys of rows that are withheld on it."""
ROWS: dict[type[models.Model], list[Rows]] = {}


def register(model: type[models.Model], rows: Rows) -> None:
    """Add what is withheld of a model."""
    ROWS.setdefault(model, []).append(rows)


def of(model: type[models.Model], on: date | None = None) -> Q:
    """Return what holds of the rows of a model that are withheld on a day, by default today."""
    day = on or clock.today()
    return reduce(or_, (Q(pk__in=rows(day)) for rows in ROWS.get(model, ())), Q(pk__in=()))


def flag(model: type[models.Model], on: date | None = None) -> Case:
    """Return the expression that says of each row of a model whether it is withheld on a day, by default today."""
    return Case(When(of(model, on), then=True), default=False, output_field=models.BooleanField())
