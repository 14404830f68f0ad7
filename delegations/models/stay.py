"""What guests do hour by hour: the programme of their stay."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from delegations.stay_querysets import StayItemManager
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import Natural, Recorded

from .delegation import Delegation


class StayItem(Natural, Recorded):
    """An hour of the programme of a stay: when, what, where."""

    natural_fields = ("delegation", "on", "starts_at")

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="stay", verbose_name=_("delegation"))
    on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    name_uk = models.CharField(_("what takes place"), max_length=300)
    name_en = models.CharField(_("in English"), max_length=300, blank=True)
    venue_uk = models.CharField(_("where"), max_length=200, blank=True)
    venue_en = models.CharField(_("where, in English"), max_length=200, blank=True)

    name = Localized()
    venue = Localized()
    objects: ClassVar[StayItemManager] = StayItemManager()
    counted = ngettext_lazy("%(count)d item of a stay", "%(count)d items of a stay", "count")

    class Meta:
        verbose_name = _("item of a stay’s programme")
        verbose_name_plural = _("programme of the stay")
        ordering = ["delegation", "on", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "on", "starts_at"],
                name="stay_item_begins_alone",
                violation_error_message=_("Something else begins at this time already: write both in one row."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="stay_item_ends_after_it_begins",
                violation_error_message=_("It ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m} {self.hours} {self.name_uk}"

    @property
    def hours(self) -> str:
        """When it takes place: «09.00 – 10.30», or when it begins."""
        ends = f" – {self.ends_at:%H.%M}" if self.ends_at else ""
        return f"{self.starts_at:%H.%M}{ends}"

    def clean(self) -> None:
        """Keep to guests, and to the days of their stay."""
        super().clean()
        stay: Delegation | None = getattr(self, "delegation", None)
        if stay is None:
            return
        if stay.direction != Delegation.Direction.IN:
            raise ValidationError(_("Only guests have a programme of their stay."))
        if self.on and stay.starts_on and stay.ends_on and not stay.starts_on <= self.on <= stay.ends_on:
            sentence = _("The guests are here from %(first)s to %(last)s.")
            days = {"first": f"{stay.starts_on:%d.%m.%Y}", "last": f"{stay.ends_on:%d.%m.%Y}"}
            raise ValidationError({"on": sentence % days})
