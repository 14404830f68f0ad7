"""Payees whose names look like those of natural persons: what the portal asks, and what staff answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.querysets.payees import PayeeManager
from oleksandria_intl.models import Natural, Recorded


class Payee(Natural, Recorded):
    """Somebody paid whose name looks like a person's; until somebody answers the public sees «фізична особа»."""

    natural_fields = ("key",)

    key = models.CharField(max_length=400, unique=True, editable=False)
    name = models.CharField(_("payee"), max_length=300)
    code = models.CharField(_("payee's code"), max_length=20, blank=True)
    is_person = models.BooleanField(
        _("natural person"),
        null=True,
        blank=True,
        help_text=_("The answer holds for all payments and commitments of this payee, and for later imports."),
    )

    objects: ClassVar[PayeeManager] = PayeeManager()
    counted = ngettext_lazy("%(count)d payee", "%(count)d payees", "count")

    class Meta:
        verbose_name = _("payee, perhaps a person")
        verbose_name_plural = _("payees, perhaps persons")
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.code)))
