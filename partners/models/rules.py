"""From which day agreements between territorial authorities need the ministry's consent and registration."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl.models import CodeField, Natural, Recorded
from partners.querysets import AgreementRuleManager

CONSENT_DAYS = 30
"""Days that the ministry has for its consent, unless a rule says otherwise."""
SILENT_YEARS = 3
"""Years without a contact after which an agreement is called silent, unless a rule says otherwise."""


class AgreementRule(Natural, Recorded):
    """Which steps an agreement between territorial authorities takes, if it is signed from a day on."""

    code = CodeField()
    in_force_from = models.DateField(_("in force from"))
    needs_consent = models.BooleanField(_("consent of the ministry is needed"), default=True)
    consent_days = models.PositiveSmallIntegerField(
        _("days for the consent"),
        default=CONSENT_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("From the day on which the consent was asked for."),
    )
    needs_registration = models.BooleanField(_("registration is needed"), default=True)
    silent_years = models.PositiveSmallIntegerField(
        _("years without a contact"),
        default=SILENT_YEARS,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("After so many years without a contact pages say so beside the agreement."),
    )
    ministry = models.CharField(
        _("ministry"), max_length=200, blank=True, help_text=_("To whom the letter goes that asks for the consent.")
    )
    basis = models.CharField(_("basis"), max_length=300, blank=True, help_text=_("The law that says so."))

    counted = ngettext_lazy("%(count)d rule of agreements", "%(count)d rules of agreements", "count")
    objects: ClassVar[AgreementRuleManager] = AgreementRuleManager()

    class Meta:
        verbose_name = _("rule of agreements")
        verbose_name_plural = _("rules of agreements")
        ordering = ["-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="agreementrule_code_unique"),
            models.UniqueConstraint(
                fields=["in_force_from"],
                name="agreement_rule_day_unique",
                violation_error_message=_("Another rule is in force from this day."),
            ),
            models.CheckConstraint(
                condition=Q(consent_days__gte=1, silent_years__gte=1), name="agreement_rule_has_terms"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.in_force_from:%d.%m.%Y}: {self.basis or self.code}"


def rule_on(rules: list[AgreementRule], day: date | None) -> AgreementRule | None:
    """Return of rules, the latest first, the one in force on a day; none where the day is not known."""
    return next((rule for rule in rules if day and rule.in_force_from <= day), None)
