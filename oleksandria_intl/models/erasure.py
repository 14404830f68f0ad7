"""The record of every erasure of a person's data."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """That a person's data were erased: who did it, when, why, in which rows and fields; without what stood there."""

    moves_content: ClassVar[bool] = False

    identifier = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    """The same in every backup, however the rows are numbered."""
    kind = models.CharField(_("whose data"), max_length=20)
    erased_at = models.DateTimeField(_("erased at"), default=timezone.now)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("erased by"),
    )
    reason = models.CharField(_("reason"), max_length=300)
    rows = models.JSONField(_("rows and fields"))
    """Lists of a model's label, a row's key and the names of its fields: ``["auth.user", 7, ["email"]]``."""

    class Meta:
        verbose_name = _("erasure of personal data")
        verbose_name_plural = _("personal data")
        ordering = ["-erased_at", "-pk"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.erased_at):%d.%m.%Y %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the record; a record that is there does not change."""
        if not self._state.adding:
            raise ValidationError(_("The record of an erasure does not change."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Keep the record."""
        raise ValidationError(_("The record of an erasure is not deleted."))
