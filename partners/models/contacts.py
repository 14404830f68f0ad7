"""Whom the office writes to in a partner city: for staff alone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.models import KeyField, Recorded
from partners.models.cities import City


class Contact(Recorded):
    """A person or an office of a partner city with phone and e-mail; no paper and no public page prints it."""

    city = models.ForeignKey(City, models.CASCADE, related_name="contacts", verbose_name=_("city"))
    name = models.CharField(_("name"), max_length=200, help_text=_("Of the person, or of the office."))
    post = models.CharField(_("post"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    languages = models.CharField(_("languages"), max_length=100, blank=True, help_text=_("“польська, англійська”"))
    until = models.DateField(_("not in the post since"), null=True, blank=True)
    note = models.TextField(_("note for the office"), blank=True)
    search_text = KeyField("name", "post", "email", key=ukrainian.search_key)

    counted = ngettext_lazy("%(count)d contact", "%(count)d contacts", "count")

    class Meta:
        verbose_name = _("contact of the partner side")
        verbose_name_plural = _("contacts of the partner side")
        ordering = ["city", "name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}".rstrip(", ")
