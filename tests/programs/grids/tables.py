"""What tests do with a table without its page: read its rows, save them, see what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission, User

from budget.grids import CostEstimateGrid
from budget.models import Funding
from programs.grids.rows import GridRow, stored_rows
from programs.grids.saving import Refused, save_grid
from programs.models import Edition

NOT_ALLOWED = "Вам не дозволено робити це з такими рядками."


def table(edition: Edition, by: User) -> tuple[CostEstimateGrid, list[GridRow]]:
    """Return the cost estimate and its rows, as a page shows them."""
    grid = CostEstimateGrid(Edition.objects.get(pk=edition.pk), User.objects.get(pk=by.pk))
    return grid, stored_rows(grid)


def without(person: User, *rights: str) -> User:
    """Take rights from a person's role."""
    person.groups.get().permissions.remove(*Permission.objects.filter(codename__in=rights))
    return person


def refused(grid: CostEstimateGrid, rows: list[GridRow], by: User) -> list[dict[str, list[str]]]:
    """Save what is refused, and return why, row by row."""
    with pytest.raises(Refused):
        save_grid(grid=grid, rows=rows, by=by)
    return [row.errors for row in rows]


def money_key() -> str:
    """Return the column of the only year and source."""
    return f"money-2020_{Funding.objects.all()[0].source_id}"


def amounts() -> list[Decimal]:
    """Return the amounts in the order of their measures."""
    return list(Funding.objects.order_by("measure_line__code").values_list("amount", flat=True))
