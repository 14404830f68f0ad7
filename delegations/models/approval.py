"""Who approved that a delegation travels, where that has to be asked first."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.models import Natural, NaturalManager, Recorded

from .delegation import Delegation

MOST_BYTES = 15 * 1024 * 1024
PDF = b"%PDF-"


class TravelApprovalQuerySet(models.QuerySet["TravelApproval"]):
    """Approvals of trips."""

    def of_key(self, pk: int) -> TravelApproval | None:
        """Return the approval with this primary key, or nothing."""
        return self.filter(pk=pk).first()


class TravelApprovalManager(NaturalManager["TravelApproval"].from_queryset(TravelApprovalQuerySet)):  # type: ignore[misc]
    """Finds approvals of trips by natural key."""


class TravelApproval(Natural, Recorded):
    """An approval of a trip before its order: of which body, its number and day, what it says, its scan."""

    natural_fields = ("delegation", "number")

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="approvals", verbose_name=_("delegation"))
    body_words = models.CharField(
        _("who approved"), max_length=300, help_text=_("“Кіровоградська обласна військова адміністрація”")
    )
    number = models.CharField(_("number"), max_length=50)
    dated = models.DateField(_("day"))
    text = models.TextField(_("what it says"), blank=True)
    scan = models.FileField(
        _("scan"), upload_to="approvals/%Y/", blank=True, help_text=_("PDF, up to 15 MB; for the office.")
    )
    objects: ClassVar[TravelApprovalManager] = TravelApprovalManager()
    counted = ngettext_lazy("%(count)d approval of a trip", "%(count)d approvals of trips", "count")

    class Meta:
        verbose_name = _("approval of a trip")
        verbose_name_plural = _("approvals of trips")
        ordering = ["delegation", "dated", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "number"],
                name="travel_approval_once",
                violation_error_message=_("The approval with this number is there already."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How the order names it: «Кіровоградська обласна військова адміністрація, від 12 серпня 2023 року № 7»."""
        day = ukrainian.long_date(self.dated) if self.dated else "___"
        return f"{self.body_words}, від {day} № {self.number}"

    def clean(self) -> None:
        """Take a scan that is a PDF of a size that can be kept."""
        super().clean()
        file: Any = self.scan
        if file and not file._committed:
            beginning = file.file.read(len(PDF))
            file.file.seek(0)
            if beginning != PDF or file.size > MOST_BYTES:
                raise ValidationError({"scan": _("Choose a scan in PDF, up to 15 MB.")})
