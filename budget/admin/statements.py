"""Admin pages of the sources of statements, whose columns are explained with the first file of each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from budget.models import StatementSource
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.work import Work


@admin.register(StatementSource)
class StatementSourceAdmin(RecordedAdmin):
    """Treasuries and banks: their columns are read-only, for another file is another source."""

    group = Work.REFERENCE
    is_searched = False
    place = 272
    list_display = ("name", "side", "payer", "program_code")
    list_select_related = ("payer", "program_code")
    search_fields = ("name",)
    autocomplete_fields = ("payer", "program_code", "economic_code")
    fieldsets = [(None, {"fields": ("name", "side", "payer", "program_code", "economic_code", "columns_in_words")})]
    readonly_fields = ("columns_in_words",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A source is added with the first file of its kind, on the page that brings files in."""
        return False

    @admin.display(description=_("columns"))
    def columns_in_words(self, source: StatementSource) -> str:
        """Which column says what."""
        from budget.importing.statements import TITLES  # what reads files is loaded where a file is at hand

        pairs = ((TITLES.get(fact, fact), head) for fact, head in source.columns.items())
        return format_html_join("", "<div>{}: {}</div>", pairs)
