"""How somebody gets in who has no password yet, or no longer."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PasswordLink(models.Model):
    """The one link by which a member of staff may set a password: given by an administrator, good once."""

    moves_content: ClassVar[bool] = False

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="password_link", verbose_name=_("person")
    )
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    """Of the token and of the password so far: with another password the link is dead."""
    expires_at = models.DateTimeField(_("good until"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now=True)

    class Meta:
        verbose_name = _("link for a password")
        verbose_name_plural = _("links for passwords")

    def __str__(self) -> str:
        return str(self.person)
