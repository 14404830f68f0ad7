"""By which rules the working days between the publication of a draft and its session are counted."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .base import CodeField, Natural, NaturalManager, Recorded

MOST_WORKING_DAYS = 60


class PublicationRuleQuerySet(models.QuerySet["PublicationRule"]):
    """Rules of publication."""

    def latest_first(self) -> PublicationRuleQuerySet:
        """Return the rules, the one that came into force last first."""
        return self.order_by("-in_force_from")


class PublicationRuleManager(NaturalManager["PublicationRule"].from_queryset(PublicationRuleQuerySet)):  # type: ignore[misc]
    """Finds rules of publication by natural key and by their day."""


class PublicationRule(Natural, Recorded):
    """How long before its session a draft decision has to be published, from a day on."""

    code = CodeField()
    in_force_from = models.DateField(_("in force from"))
    working_days = models.PositiveSmallIntegerField(
        _("working days"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WORKING_DAYS)],
        help_text=_("Full working days between the publication and the session."),
    )
    holidays_are_working = models.BooleanField(
        _("public holidays are working days"), default=False, help_text=_("As under martial law.")
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True, help_text=_("The law that says so."))
    exemption = models.TextField(
        _("exemption"),
        blank=True,
        help_text=_("Where fewer days may be allowed (martial law): stands beside the warning, which stays."),
    )

    counted = ngettext_lazy("%(count)d rule of publication", "%(count)d rules of publication", "count")
    objects: ClassVar[PublicationRuleManager] = PublicationRuleManager()

    class Meta:
        verbose_name = _("rule of publication")
        verbose_name_plural = _("rules of publication")
        ordering = ["-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="publicationrule_code_unique"),
            models.UniqueConstraint(
                fields=["in_force_from"],
                name="publication_rule_day_unique",
                violation_error_message=_("Another rule is in force from this day."),
            ),
            models.CheckConstraint(condition=Q(working_days__gte=1), name="publication_rule_asks_for_days"),
        ]

    def __str__(self) -> str:
        days = ngettext_lazy("%(count)d working day", "%(count)d working days", "count") % {"count": self.working_days}
        return f"{self.in_force_from:%d.%m.%Y}: {days}"


class SpecialDay(Natural, Recorded):
    """A day that is free, or a working day, against the calendar: a weekend worked in, a day of mourning."""

    natural_fields = ("day",)

    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("working day"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    counted = ngettext_lazy("%(count)d special day", "%(count)d special days", "count")

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], name="special_day_unique", violation_error_message=_("This day is entered already.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


def rule_on(rules: list[PublicationRule], day: date) -> PublicationRule | None:
    """Return of rules, the latest first, the one in force on a day."""
    return next((rule for rule in rules if rule.in_force_from <= day), None)
