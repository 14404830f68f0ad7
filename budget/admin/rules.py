"""Admin pages of the rules that assign payments."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.base import NamesMeasures, measure_label
from budget.models import AssignmentRule
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.admin.locking import RecordedForm
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter


class RuleForm(RecordedForm):
    """A rule stays within its programme."""

    def clean(self) -> dict[str, Any]:
        """Refuse a measure of another programme."""
        cleaned = super().clean()
        program, measure = cleaned.get("program"), cleaned.get("measure")
        if program and measure and measure.program_id != program.pk:
            self.add_error("measure", ValidationError(_("This measure belongs to another programme.")))
        return cleaned


@admin.register(AssignmentRule)
class AssignmentRuleAdmin(Exchanges, NamesMeasures, RecordedAdmin):
    """Which payments are of a measure, or not of the programme; asked from top to bottom."""

    group = Work.REFERENCE
    is_searched = False
    form = RuleForm
    place = 280
    exchanged = ("budget.resources.lists.AssignmentRuleResource",)
    list_display = ("order", "asks", "leads_to", "program_name")
    list_display_links = ("asks",)
    list_filter = (("program", ProgramFilter),)
    sortable_by = ()
    search_fields = ("payee_code", "payee_words", "purpose_words", "measure__code", "measure__lines__name_uk")
    autocomplete_fields = ("program", "payer", "program_code", "economic_code", "measure")
    fetched_with = ("payer",)
    named_links = ("measure", "program")
    fieldsets = [
        (None, {"fields": ("program", "order")}),
        (
            _("A payment that matches all of this"),
            {
                "fields": (
                    "payee_code",
                    "payee_words",
                    "purpose_words",
                    "fits_beginnings",
                    "payer",
                    "program_code",
                    "economic_code",
                ),
                "description": _("Empty fields are not checked. The first matching rule applies."),
            },
        ),
        (_("belongs to"), {"fields": ("measure", "is_outside")}),
    ]

    @admin.display(description=_("programme"))
    def program_name(self, rule: AssignmentRule) -> str:
        """The programme's years and the beginning of its name."""
        return rule.program.short_title

    @admin.display(description=_("a payment that has"))
    def asks(self, rule: AssignmentRule) -> str:
        """What the rule asks, in a sentence."""
        asked = (
            (_("payee's code"), rule.payee_code),
            (_("in the payee's name"), rule.payee_words),
            (_("in the purpose"), rule.purpose_words),
            (_("payer"), rule.payer),
            (_("КПКВКМБ"), rule.program_code_id),
            (_("КЕКВ"), rule.economic_code_id),
        )
        return "; ".join(f"{name}: {value}" for name, value in asked if value)

    @admin.display(description=_("belongs to"))
    def leads_to(self, rule: AssignmentRule) -> str:
        """The measure, or that there is none."""
        return measure_label(rule.measure) if rule.measure else gettext("not part of the programme")
