"""Admin pages of imports of payments and of the rules that assign them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.base import NamesMeasures, measure_label
from budget.admin.importing import ImportsPayments
from budget.admin.sums import amount_text
from budget.models import AssignmentRule, ImportBatch
from oleksandria_intl.admin.base import ReadOnlyAdmin, RecordedAdmin
from oleksandria_intl.admin.exchange import Exchanges
from oleksandria_intl.admin.locking import RecordedForm
from programs.admin.rows import ProgramFilter
from programs.models import Program

FILTERS = {"payers": _("payer"), "program_codes": _("КПКВКМБ"), "economic_codes": _("КЕКВ")}
"""The names of what a file's rows were chosen by."""


class RuleForm(RecordedForm):
    """A rule stays within its programme; a new one without a place goes last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse a measure of another programme; find a place for a rule without one."""
        cleaned = super().clean()
        program, measure = cleaned.get("program"), cleaned.get("measure")
        if program and measure and measure.program_id != program.pk:
            self.add_error("measure", ValidationError(_("This measure is of another programme.")))
        if program and "order" in cleaned and cleaned["order"] is None:
            cleaned["order"] = AssignmentRule.objects.next_order(program)
        return cleaned


@admin.register(AssignmentRule)
class AssignmentRuleAdmin(Exchanges, NamesMeasures, RecordedAdmin):
    """Which payments are of a measure, or not of the programme; asked from top to bottom."""

    form = RuleForm
    place = 280
    list_display = ("order", "asks", "leads_to", "program_name")
    list_display_links = ("asks",)
    list_filter = (("program", ProgramFilter),)
    sortable_by = ()
    search_fields = ("payee_code", "payee_words", "purpose_words", "measure__code", "measure__lines__name_uk")
    autocomplete_fields = ("program", "payer", "program_code", "economic_code", "measure")
    fetched_with = ("payer",)
    fieldsets = [
        (None, {"fields": ("program", "order")}),
        (
            _("A payment that has all of this"),
            {
                "fields": ("payee_code", "payee_words", "purpose_words", "payer", "program_code", "economic_code"),
                "description": _("What is left empty is not asked. The first rule that fits wins."),
            },
        ),
        (_("is of"), {"fields": ("measure", "is_outside")}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the programmes with their names along, in one query."""
        return super().get_queryset(request).prefetch_related(models.Prefetch("program", Program.objects.named()))

    def resources(self) -> Any:
        """Return what goes out of the list as files, and comes back."""
        from budget.resources import AssignmentRuleResource

        return [AssignmentRuleResource]

    @admin.display(description=_("programme"))
    def program_name(self, rule: AssignmentRule) -> str:
        """The programme's years and the beginning of its name."""
        return rule.program.short_title

    @admin.display(description=_("a payment that has"))
    def asks(self, rule: AssignmentRule) -> str:
        """What the rule asks, in a sentence."""
        asked = (
            (_("payee's ЄДРПОУ"), rule.payee_code),
            (_("in the payee's name"), rule.payee_words),
            (_("in the purpose"), rule.purpose_words),
            (_("payer"), rule.payer),
            (_("КПКВКМБ"), rule.program_code_id),
            (_("КЕКВ"), rule.economic_code_id),
        )
        return "; ".join(f"{name}: {value}" for name, value in asked if value)

    @admin.display(description=_("is of"))
    def leads_to(self, rule: AssignmentRule) -> str:
        """The measure, or that there is none."""
        return measure_label(rule.measure) if rule.measure else gettext("not of the programme")


@admin.register(ImportBatch)
class ImportBatchAdmin(ImportsPayments, ReadOnlyAdmin):
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
            _("What became of the rows"),
            {"fields": ("created", "changed", "unchanged", "skipped", "refused", "waiting", "total_words")},
        ),
        (_("Who and when"), {"fields": ("uploaded_at", "imported_at", "imported_by", "sha256")}),
    ]
    readonly_fields = ("filter_words", "total_words")
    change_form_template = "admin/budget/importbatch/change_form.html"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Count the payments of each that still wait."""
        rows: Any = super().get_queryset(request)
        waiting = models.Q(payments__measure=None, payments__is_outside=False)
        return rows.annotate(still=models.Count("payments", filter=waiting))

    @admin.display(description=_("imported at"), ordering="uploaded_at")
    def state(self, batch: ImportBatch) -> str:
        """When the file was brought in, or that it waits for that."""
        if batch.file:
            return gettext("not yet: look at it and bring it in")
        day = timezone.localtime(batch.imported_at or batch.uploaded_at)
        return f"{day:%d.%m.%Y %H:%M}"

    @admin.display(description=_("still wait for a measure"))
    def still_waiting(self, batch: Any) -> int:
        """How many of its payments nobody has assigned yet."""
        return batch.still

    @admin.display(description=_("filters"))
    def filter_words(self, batch: ImportBatch) -> str:
        """What was let in."""
        told = [f"{FILTERS.get(name, name)}: {', '.join(codes)}" for name, codes in batch.filters.items() if codes]
        return "; ".join(told) or gettext("by default: the spending units, the codes of the programme's grants")

    @admin.display(description=_("total of the file, UAH"))
    def total_words(self, batch: ImportBatch) -> str:
        """The total that the file itself states."""
        return amount_text(batch.total)
