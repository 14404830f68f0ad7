"""Admin pages of imports of payments."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.sums import amount_text
from budget.models import ImportBatch
from programs.admin.rows import ProgramFilter

from .outcome_page import filter_words
from .views import ImportsPayments


@admin.register(ImportBatch)
class ImportBatchAdmin(ImportsPayments):
    """Files of payments that came in: what each held, what became of it, who did it."""

    place = 270
    list_display = ("file_name", "state", "imported_by", "created", "changed", "refused", "still_waiting")
    list_filter = (("program", ProgramFilter),)
    list_select_related = ("imported_by", "program")
    sortable_by = ("state",)
    date_hierarchy = "uploaded_at"
    search_fields = ("file_name", "sha256")
    fieldsets = [
        (None, {"fields": ("program", "file_name", "dialect", "filter_words", "is_whole")}),
        (
            _("Result by rows"),
            {"fields": ("created", "changed", "unchanged", "skipped", "refused", "waiting", "total_words")},
        ),
        (_("Who and when"), {"fields": ("uploaded_at", "imported_at", "imported_by", "sha256")}),
    ]
    readonly_fields = ("filter_words", "total_words")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Leave out the files that wait for somebody else; count the payments of each that still wait."""
        rows: Any = super().get_queryset(request)
        waiting = models.Q(payments__measure=None, payments__is_outside=False)
        return rows.visible_to(request.user).annotate(still=models.Count("payments", filter=waiting))

    @admin.display(description=_("imported at"), ordering="uploaded_at")
    def state(self, batch: ImportBatch) -> str:
        """When the file was brought in, or that it waits for that."""
        if batch.file:
            return gettext("not yet: check and import")
        day = timezone.localtime(batch.imported_at or batch.uploaded_at)
        return f"{day:%d.%m.%Y %H:%M}"

    @admin.display(description=_("not yet assigned to a measure"))
    def still_waiting(self, batch: Any) -> int:
        """How many of its payments nobody has assigned yet."""
        return batch.still

    @admin.display(description=_("filters"))
    def filter_words(self, batch: ImportBatch) -> str:
        """What was let in."""
        return filter_words(batch)

    @admin.display(description=_("total of the file, UAH"))
    def total_words(self, batch: ImportBatch) -> str:
        """The total that the file itself states."""
        return amount_text(batch.total)
