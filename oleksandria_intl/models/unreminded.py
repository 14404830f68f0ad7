"""Who of the staff wants no letters about what waits for them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Unreminded(models.Model):
    """A member of staff who gets no reminders: the front page of the admin says the same."""

    moves_content: ClassVar[bool] = False

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="unreminded", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("member of staff without reminders")
        verbose_name_plural = _("members of staff without reminders")

    def __str__(self) -> str:
        return str(self.person)
