"""The search of staff over everything that they may see.

The kinds are the admin's own pages, in the order of the menu: what a table is searched by is said where it is
registered (``search_fields``, and its long texts). What else a row is found by (a decision by the programme that it
adopts, a measure by its planned sums) each app adds in ``AppConfig.ready()``.
"""

from __future__ import annotations

from django.db import models

ALSO: dict[type[models.Model], tuple[str, ...]] = {}
ALSO_AMOUNTS: dict[type[models.Model], tuple[str, ...]] = {}


def also(model: type[models.Model], *lookups: str) -> None:
    """Have rows found by more texts: lookups from the row, through other tables, too."""
    ALSO[model] = ALSO.get(model, ()) + lookups


def also_amounts(model: type[models.Model], *lookups: str) -> None:
    """Have rows found by more amounts: lookups from the row."""
    ALSO_AMOUNTS[model] = ALSO_AMOUNTS.get(model, ()) + lookups
