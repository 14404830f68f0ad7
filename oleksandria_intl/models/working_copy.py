"""Working copies of papers that the portal gave out: so that it knows its own files again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=400)
MOST_KEPT = 50_000
"""The most copies that are remembered; the oldest go first."""


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    """Working copies that were given out."""

    def with_sum(self, sha256: str) -> WorkingCopyQuerySet:
        """Return the copy whose file has this SHA-256."""
        return self.filter(sha256=sha256)

    def outdated(self, on: date) -> WorkingCopyQuerySet:
        """Return the copies that were made too long before a day, and those above the number that is kept."""
        first_too_many = self.order_by("-pk").values("pk")[MOST_KEPT : MOST_KEPT + 1]
        return self.filter(models.Q(made_on__lt=on - KEPT_FOR) | models.Q(pk__lte=models.Subquery(first_too_many)))


class WorkingCopy(models.Model):
    """A file that was given out as a working copy, and not issued: one row, however often it was given out."""

    moves_content: ClassVar[bool] = False

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    kind = models.CharField(_("kind of paper"), max_length=40)
    key = models.CharField(_("of what"), max_length=100)
    title = models.CharField(_("title"), max_length=500)
    format = models.CharField(_("format"), max_length=10)
    made_on = models.DateField(_("made on"))

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["made_on"], name="working_copy_made_on")]

    def __str__(self) -> str:
        return f"{self.title} ({self.format})"
