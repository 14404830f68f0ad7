"""The pages on which the members of a delegation, and what was spent on it, are edited as tables."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from delegations.member_grid import MembersGrid
from delegations.models import Delegation
from delegations.spent_grid import SpentGrid
from programs.grids.base import Grid
from programs.grids.pages import GridPages


class TablePages(GridPages):
    """Adds the tables of members and of what was spent to the pages of delegations."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the tables, too."""
        members, spent = (self.admin_site.admin_view(view) for view in (self.members_view, self.spent_view))
        return [
            path("<int:pk>/members/", members, name="delegations_delegation_members"),
            path("<int:pk>/spent/", spent, name="delegations_delegation_spent"),
            *super().get_urls(),
        ]

    def members_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show who goes as a table, or save it."""
        return self._table(request, pk, MembersGrid)

    def spent_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show what was spent line by line, or save it."""
        return self._table(request, pk, SpentGrid)

    def _table(self, request: HttpRequest, pk: int, grid: type[Grid]) -> HttpResponseBase:
        row: Any = self.seen_row(request, pk)

        def fresh() -> Grid:
            return grid(Delegation.objects.select_related("city__country").get(pk=pk), request.user)

        return self.grid_page(request, grid(row, request.user), fresh)
