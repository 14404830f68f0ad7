"""The signed copy of a decision: a scan, or a container of qualified electronic signatures (КЕП)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import Decision


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    """Signed copies of decisions."""

    def current(self, decision: Decision) -> SignedCopyQuerySet:
        """Return the copies of a decision that no other corrects, the last attached first."""
        return self.filter(decision=decision, corrected_by__isnull=True).order_by("-uploaded_at", "-pk")

    def of_decisions(self, decisions: Iterable[Decision]) -> SignedCopyQuerySet:
        """Return the copies of some decisions, corrected ones too."""
        return self.filter(decision__in=decisions)

    def with_sum(self, sha256: str) -> SignedCopyQuerySet:
        """Return the copies whose file has this SHA-256, the last attached first."""
        return self.filter(sha256=sha256).select_related("decision__body").order_by("-uploaded_at", "-pk")


class SignedCopy(models.Model):
    """A file with the signatures on a decision, kept as it came; a correction is another that names it."""

    class Kind(models.TextChoices):
        """What kind of file it is."""

        SCAN = "scan", _("scan (PDF)")
        CONTAINER = "asice", _("container of electronic signatures (.asice)")
        SIGNATURE = "p7s", _("electronic signature (.p7s)")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signed_copies", verbose_name=_("decision"))
    kind = models.CharField(_("kind of file"), max_length=10, choices=Kind.choices)
    file = models.FileField(_("file"), upload_to="signed/%Y/")
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    signers = models.JSONField(_("names in the certificates"), default=list, blank=True)
    """A list of «name», «title», «organisation», «signed_at» as the certificates have them; nobody verified them."""
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("copy that it corrects"),
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    uploaded_at = models.DateTimeField(_("attached at"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("attached by"),
    )

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="signed_copy_sha256_is_one"),
            models.UniqueConstraint(
                fields=["decision", "sha256"],
                name="signed_copy_once_per_decision",
                violation_error_message=_("This very file is attached to the decision already."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""),
                name="signed_copy_corrected_with_a_reason",
                violation_error_message=_("Say why the copy is corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {timezone.localtime(self.uploaded_at):%d.%m.%Y}"

    @property
    def file_name(self) -> str:
        """The name of its file, without the folder."""
        return PurePath(self.file.name or "").name

    @property
    def named_signers(self) -> list[dict[str, Any]]:
        """The signers that have a name."""
        return [signer for signer in self.signers if signer.get("name")]
