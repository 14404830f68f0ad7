"""Reference tables of the budget: codes as text, so that leading zeros stay, and who spends."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl.localized import Localized
from oleksandria_intl.models import Natural, Recorded

REGISTER_CODE = RegexValidator(r"^(\d{8}|\d{10})\Z", _("An ЄДРПОУ has eight digits, a taxpayer's number has ten."))


class BudgetCode(Natural, Recorded):
    """A code of the budget classification with its name."""

    code = models.CharField(_("code"), max_length=7, unique=True)
    name_uk = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    name = Localized()

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_uk}"


class ProgramCode(BudgetCode):
    """A code of a local budget's programme: КПКВКМБ, seven digits."""

    functional_code = models.CharField(
        _("ФКВКБ"),
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^\d{4}\Z", _("A ФКВКБ has four digits: “0133”."))],
        help_text=_("Four digits of the functional classification, for the annex of the budget decision."),
    )

    counted = ngettext_lazy("%(count)d КПКВКМБ", "%(count)d КПКВКМБ", "count")

    class Meta(BudgetCode.Meta):
        verbose_name = _("КПКВКМБ")
        verbose_name_plural = _("КПКВКМБ")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{7}$"),
                name="program_code_is_seven_digits",
                violation_error_message=_("A КПКВКМБ has seven digits: “0210180”."),
            )
        ]


class EconomicCode(BudgetCode):
    """A code of economic classification: КЕКВ, four digits."""

    counted = ngettext_lazy("%(count)d КЕКВ", "%(count)d КЕКВ", "count")

    class Meta(BudgetCode.Meta):
        verbose_name = _("КЕКВ")
        verbose_name_plural = _("КЕКВ")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{4}$"),
                name="economic_code_is_four_digits",
                violation_error_message=_("A КЕКВ has four digits: “2240”."),
            )
        ]


def code_link(model: type[BudgetCode], **options: Any) -> models.ForeignKey:
    """Return a link to a table of codes that holds the code itself: no join is needed to print it."""
    link: dict[str, Any] = {"to_field": "code", "null": True, "blank": True, "related_name": "+"}
    return models.ForeignKey(model, models.PROTECT, verbose_name=model._meta.verbose_name, **link, **options)


class SpendingUnit(Natural, Recorded):
    """Who grants are given to and who pays: a spending unit of the budget, or somebody who pays beside it."""

    natural_fields = ("register_code",)

    register_code = models.CharField(_("ЄДРПОУ"), max_length=10, unique=True, validators=[REGISTER_CODE])
    name_uk = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    name = Localized()
    counted = ngettext_lazy("%(count)d spending unit", "%(count)d spending units", "count")

    class Meta:
        verbose_name = _("spending unit")
        verbose_name_plural = _("spending units")
        ordering = ["register_code"]

    def __str__(self) -> str:
        return self.name_uk
