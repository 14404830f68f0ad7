"""Admin pages of sources of funding."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from budget.models import FundingSource
from oleksandria_intl.admin.exchange import Exchanges


@admin.register(FundingSource)
class FundingSourceAdmin(Exchanges):
    """Where money comes from."""

    place = 230
    list_display = ("name_uk", "name_en", "order")
    sortable_by = ()
    search_fields = ("name_uk", "name_en")
    fieldsets = [(None, {"fields": ("order", "name_uk", "name_en", "code")})]

    def resources(self) -> Any:
        """Return what goes out of the list as files, and comes back."""
        from budget.resources import FundingSourceResource

        return [FundingSourceResource]
