"""Countries of partner cities."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import KeyField, Natural, Recorded
from oleksandria_intl.periods import Period, Precision


class Country(Natural, Recorded):
    """A country of partner cities."""

    json_key = "countries"
    json_fields = (
        "code",
        "name_uk",
        "name_en",
        "formal_name_uk",
    )

    code = models.CharField(_("ISO code"), max_length=2, unique=True, help_text=_("Two letters: “PL”."))
    name_uk = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    formal_name_uk = models.CharField(
        _("formal name"), max_length=200, help_text=_("As papers print it: “Республіка Польща”.")
    )
    suspended_since = models.DateField(
        _("relations suspended since"),
        null=True,
        blank=True,
        help_text=_("From when relations with cities of this country are not kept."),
    )
    suspended_why_uk = models.CharField(_("why relations are suspended"), max_length=300, blank=True)
    suspended_why_en = models.CharField(_("why relations are suspended, in English"), max_length=300, blank=True)
    suspended_source = models.URLField(_("source"), blank=True, help_text=_("Address of the document that says so."))
    search_text = KeyField("name_uk", "formal_name_uk", "name_en", key=ukrainian.search_key)
    sort_key = KeyField("name_uk", key=ukrainian.sort_key, max_length=2000)

    name = Localized()
    suspended_why = Localized()
    counted = ngettext_lazy("%(count)d country", "%(count)d countries", "count")

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended_since__isnull=True, suspended_why_uk="", suspended_source="")
                | Q(suspended_since__isnull=False) & ~Q(suspended_why_uk="") & ~Q(suspended_source=""),
                name="country_suspended_with_reason_and_source",
                violation_error_message=_("Say since when relations are suspended, why, and where that is written."),
            )
        ]

    def __str__(self) -> str:
        return self.name_uk

    @property
    def suspension(self) -> Period | None:
        """What knows in words since when relations are suspended."""
        since = self.suspended_since
        return Period(since, since, Precision.DAY) if since else None
