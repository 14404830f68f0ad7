"""Where the programme's money comes from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, Natural, Recorded
from oleksandria_intl.ordering import InOrder


class FundingSource(InOrder, Natural, Recorded):
    """Where money comes from: the city budget's general fund, a grant, sponsors."""

    ordered_within = ()

    json_key = "sources"
    json_fields = (
        "code",
        "name_uk",
        "name_en",
        "order",
    )

    class Fund(models.TextChoices):
        """Whose money it is, and in which fund of the local budget it stands."""

        GENERAL = "general", _("local budget, general fund")
        SPECIAL = "special", _("local budget, special fund")
        DEVELOPMENT = "development", _("local budget, special fund: development budget")
        STATE = "state", _("state budget")
        REGIONAL = "regional", _("regional budget")
        OTHER = "other", _("not of a budget")

    code = CodeField(unique=True)
    name_uk = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    fund = models.CharField(
        _("fund"),
        max_length=12,
        choices=Fund.choices,
        blank=True,
        default="",
        help_text=_("In which column of a report by funds its money stands; left empty, in the total alone."),
    )

    name = Localized()
    counted = ngettext_lazy("%(count)d source of funding", "%(count)d sources of funding", "count")

    class Meta:
        verbose_name = _("source of funding")
        verbose_name_plural = _("sources of funding")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_uk
