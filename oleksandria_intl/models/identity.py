"""Which portal a database is of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PortalIdentity(models.Model):
    """The identifier that the portal's VAR_DIR has, too (``oleksandria_intl/identity.py``); made at the first start."""

    moves_content: ClassVar[bool] = False

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    identifier = models.CharField(_("identifier"), max_length=32)

    class Meta:
        verbose_name = _("identity of the portal")
        verbose_name_plural = _("identities of the portal")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="portal_identity_is_one_row")]

    def __str__(self) -> str:
        return self.identifier
