"""Admin pages of sources of funding."""

from __future__ import annotations

from django.contrib import admin

from budget.models import FundingSource
from oleksandria_intl.tables.admin import Exchanges


@admin.register(FundingSource)
class FundingSourceAdmin(Exchanges):
    """Where money comes from."""

    place = 230
    exchanged = ("budget.resources.lists.FundingSourceResource",)
    list_display = ("name_uk", "name_en", "order")
    sortable_by = ()
    search_fields = ("name_uk", "name_en")
    fieldsets = [(None, {"fields": ("order", "name_uk", "name_en", "code")})]
