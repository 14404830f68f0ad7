"""The pages on which a delegation's members, the days of its trip, what was spent are edited as tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from delegations.day_grid import DaysGrid
from delegations.member_grid import MembersGrid
from delegations.models import Delegation
from delegations.spent_grid import SpentGrid
from programs.grids.base import Grid
from programs.grids.pages import GridPages

TABLES: tuple[type[Grid], ...] = (MembersGrid, DaysGrid, SpentGrid)
"""In the order of work."""


class TablePages(GridPages):
    """Adds the tables of members, of days and of what was spent to the pages of delegations."""

    def panel(self, request: HttpRequest, row: Delegation) -> dict[str, Any]:
        """Return the links to the tables that the reader may see, too."""
        return {**super().panel(request, row), "table_links": list(_links(request, row))}

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the tables, too."""
        return [*map(self._page_of, TABLES), *super().get_urls()]

    def _page_of(self, grid: type[Grid]) -> URLPattern:
        view = self.admin_site.admin_view(partial(self.table_view, grid=grid))
        return path(f"<int:pk>/{grid.kind}/", view, name=f"delegations_delegation_{grid.kind}")

    def table_view(self, request: HttpRequest, pk: int, *, grid: type[Grid]) -> HttpResponseBase:
        """Show a table of a delegation, or save it."""
        row: Any = self.seen_row(request, pk)
        if not grid.is_about(row):
            raise Http404

        def fresh() -> Grid:
            return grid(Delegation.objects.select_related("city__country").get(pk=pk), request.user)

        return self.grid_page(request, grid(row, request.user), fresh)


def _links(request: HttpRequest, row: Delegation) -> Iterator[tuple[str, Any]]:
    """Yield the addresses and titles of the tables of a delegation."""
    for grid in TABLES:
        if grid.is_about(row) and grid.may_see(request.user):
            yield reverse(f"admin:delegations_delegation_{grid.kind}", args=[row.pk]), grid.title
