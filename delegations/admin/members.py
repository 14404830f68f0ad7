"""The page on which the members of a delegation are edited as a table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from delegations.member_grid import MembersGrid
from delegations.models import Delegation
from programs.grids.pages import GridPages


class MemberPages(GridPages):
    """Adds the table of members to the pages of delegations."""

    def get_urls(self) -> list[URLPattern]:
        """Return the address of the table, too."""
        view = self.admin_site.admin_view(self.members_view)
        return [path("<int:pk>/members/", view, name="delegations_delegation_members"), *super().get_urls()]

    def members_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show who goes as a table, or save it."""
        row: Any = self.seen_row(request, pk)

        def fresh() -> MembersGrid:
            return MembersGrid(Delegation.objects.select_related("city__country").get(pk=pk), request.user)

        return self.grid_page(request, MembersGrid(row, request.user), fresh)
