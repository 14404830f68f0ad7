"""Admin pages of how many people live in the city: sums per inhabitant are made of it."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.lists import column
from oleksandria_intl.models import Population
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work


@admin.register(Population)
class PopulationAdmin(Exchanges):
    """The number of inhabitants by day; a new one is a new row, so that old reports stay as they were."""

    group = Work.REFERENCE
    is_searched = False
    exchanged = ("oleksandria_intl.resources.office.PopulationResource",)
    place = 565
    list_display = ("on", "inhabitants", "source")
    sortable_by = ()
    search_fields = ("source",)
    fieldsets = [(None, {"fields": (("on", "number"), "source")})]

    inhabitants = column(_("inhabitants"), lambda row: ukrainian.number(Decimal(row.number)))
