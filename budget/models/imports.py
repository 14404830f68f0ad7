"""What came in from files, and the rules that say which payment is of which measure."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.querysets.payments import AssignmentRuleManager
from oleksandria_intl.models import Natural, Recorded
from oleksandria_intl.ordering import InOrder
from oleksandria_intl.tables.uploads import Upload
from programs.models import Program

from .codes import EconomicCode, ProgramCode, SpendingUnit, code_link
from .measure import Measure

HOW_WORDS_FIT = _(
    "All of them, in any order. Whole words in any of their forms: “сувенір” fits “сувенірів” and not “сувенірна”."
)


class ImportBatch(Upload):
    """A file of payments that was brought in, or tried: what it held, what became of it, who did it."""

    folder = "imports"

    program = models.ForeignKey(Program, models.PROTECT, related_name="imports", verbose_name=_("programme"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    dialect = models.CharField(_("read as"), max_length=200, blank=True)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    words = models.JSONField(_("words on rows that look like payments"), default=dict, blank=True, editable=False)
    """What whoever brings the file in says of such rows: see ``budget.importing.words``."""
    unknown = models.JSONField(_("answers on what is in no table"), default=dict, blank=True, editable=False)
    """By field and value, what whoever brings the file in says of its rows: see ``budget.importing.questions``."""
    is_whole = models.BooleanField(
        _("all or nothing"), default=True, help_text=_("If a single row is refused, nothing of the file is imported.")
    )
    reason = models.CharField(_("reason for changing a closed period"), max_length=500, blank=True)
    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("the same"), default=0)
    skipped = models.PositiveIntegerField(_("skipped"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    waiting = models.PositiveIntegerField(_("not assigned to a measure"), default=0)
    total = models.DecimalField(_("total of the file, UAH"), max_digits=16, decimal_places=2, null=True, blank=True)
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of payments")
        verbose_name_plural = _("imports of payments")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({timezone.localtime(self.uploaded_at):%d.%m.%Y})"


class AssignmentRule(InOrder, Natural, Recorded):
    """Which payments are of a measure, or not of the programme, by payee, words and codes; the first that fits wins."""

    ordered_within = ("program",)

    natural_fields = ("program", "order")

    program = models.ForeignKey(Program, models.CASCADE, related_name="assignment_rules", verbose_name=_("programme"))
    order = models.PositiveSmallIntegerField(_("order"))
    payee_code = models.CharField(_("payee's code"), max_length=20, blank=True)
    payee_words = models.CharField(_("words in the payee's name"), max_length=200, blank=True, help_text=HOW_WORDS_FIT)
    purpose_words = models.CharField(_("words in the purpose"), max_length=200, blank=True, help_text=HOW_WORDS_FIT)
    fits_beginnings = models.BooleanField(
        _("the beginning of a word is enough"), default=False, help_text=_("Then “сувенір” fits “сувенірна” too.")
    )
    payer = models.ForeignKey(
        SpendingUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("payer")
    )
    program_code = code_link(ProgramCode)
    economic_code = code_link(EconomicCode)
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="assignment_rules", verbose_name=_("measure")
    )
    is_outside = models.BooleanField(_("not part of the programme"), default=False)

    objects: ClassVar[AssignmentRuleManager] = AssignmentRuleManager()
    counted = ngettext_lazy("%(count)d rule of assignment", "%(count)d rules of assignment", "count")

    class Meta:
        verbose_name = _("rule of assignment")
        verbose_name_plural = _("rules of assignment")
        ordering = ["program", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "order"],
                name="assignment_rule_order_unique",
                violation_error_message=_("Another rule of the programme has this place."),
            ),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, is_outside=False) | Q(measure__isnull=True, is_outside=True),
                name="assignment_rule_says_where",
                violation_error_message=_("Choose a measure, or say that the payment is not of the programme."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    payee_code="",
                    payee_words="",
                    purpose_words="",
                    payer__isnull=True,
                    program_code__isnull=True,
                    economic_code__isnull=True,
                ),
                name="assignment_rule_asks_something",
                violation_error_message=_("Give at least one sign by which the rule recognises a payment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.measure or _('not of the programme')}"
