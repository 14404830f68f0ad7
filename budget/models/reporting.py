"""What people add to the figures of a report: explanations, signatures, the note that closes a programme."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.querysets.reporting import ClosingReportManager, ReportSignatoryManager
from oleksandria_intl.models import Decision, IssuedPaper, Natural, Recorded, Term
from oleksandria_intl.ordering import InOrder
from programs.models import Program

from .measure import Measure


class Explanation(Natural, Recorded):
    """Why a measure's spending differs from what was granted, as of a day; its state in words."""

    natural_fields = ("measure", "on")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="explanations", verbose_name=_("measure"))
    on = models.DateField(
        _("as of"), help_text=_("Usually the last day of the report's period: 31.03, 30.06, 30.09, 31.12.")
    )
    text = models.TextField(_("state, reasons of deviation"))
    counted = ngettext_lazy("%(count)d explanation", "%(count)d explanations", "count")

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        ordering = ["measure", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "on"],
                name="explanation_once_per_day",
                violation_error_message=_("This measure already has an explanation as of this day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.on:%d.%m.%Y}"


class ReportSignatory(InOrder, Natural, Recorded):
    """An official in a post who signs the council's reports, in the order of signatures, or who prepares them."""

    ordered_within = ()

    natural_fields = ("order",)

    order = models.PositiveSmallIntegerField(_("order"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("who signs"))
    is_executor = models.BooleanField(
        _("prepares the reports"),
        default=False,
        help_text=_(
            "Does not sign: the surname stands below the signatures, and in working copies of staff the phone."
        ),
    )

    objects: ClassVar[ReportSignatoryManager] = ReportSignatoryManager()
    counted = ngettext_lazy("%(count)d signatory of reports", "%(count)d signatories of reports", "count")

    class Meta:
        verbose_name = _("signatory of reports")
        verbose_name_plural = _("signatories of reports")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                name="report_signatory_order_unique",
                violation_error_message=_("Another signatory has this place."),
            )
        ]

    def __str__(self) -> str:
        return str(self.term)

    def signs_on(self, day: date) -> bool:
        """Whether the official holds the post on a day, as far as is known."""
        return self.term.covers(day)


class ClosingReport(Natural, Recorded):
    """The final report on a programme, which the council takes note of by a decision that closes the programme."""

    natural_fields = ("program",)

    program = models.OneToOneField(Program, models.PROTECT, related_name="closing_report", verbose_name=_("programme"))
    decision = models.OneToOneField(
        Decision,
        models.PROTECT,
        related_name="closing_report",
        verbose_name=_("decision that takes note of the report"),
        help_text=_("Once it has its number and day, the programme is closed."),
    )
    note = models.TextField(
        _("note on the results"),
        blank=True,
        help_text=_("Markdown. The table of implementation is added automatically."),
    )

    objects: ClassVar[ClosingReportManager] = ClosingReportManager()
    counted = ngettext_lazy("%(count)d final report", "%(count)d final reports", "count")

    class Meta:
        verbose_name = _("final report")
        verbose_name_plural = _("final reports")
        ordering = ["program"]

    def __str__(self) -> str:
        return str(self.program)

    @property
    def closes(self) -> bool:
        """Whether the council has decided, so that the programme is closed."""
        return bool(self.decision.number)


class IssuedReport(IssuedPaper):
    """A report as it was issued: numbered, kept for good; the finance officer issues it on a page of its own."""

    class Meta:
        proxy = True
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
