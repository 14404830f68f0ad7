"""The parts of an adopted edition that its pages show: kept as they were printed then."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.querysets import KeptPartManager

from .program import Edition


class KeptPart(models.Model):
    """A part of an adopted edition as HTML; pages in both languages show it, for the council adopts Ukrainian."""

    class Part(models.TextChoices):
        """What of the edition it is."""

        ACT = "act", _("decision")
        TEXT = "text", _("text of the programme")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="kept_parts", verbose_name=_("edition"))
    part = models.CharField(_("part"), max_length=10, choices=Part.choices)
    html = models.TextField(_("HTML"))

    objects: ClassVar[KeptPartManager] = KeptPartManager()

    class Meta:
        verbose_name = _("part of an adopted edition")
        verbose_name_plural = _("parts of adopted editions")
        ordering = ["edition", "part"]
        constraints = [models.UniqueConstraint(fields=["edition", "part"], name="kept_part_once")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_part_display()}"
