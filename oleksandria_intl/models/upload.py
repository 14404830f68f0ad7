"""Tables of the staff that wait to come in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.tables.uploads import Upload


class TableUpload(Upload):
    """A file with rows of a list; forgotten once it came in, for the rows' history says so."""

    folder = "tables"
    moves_content: ClassVar[bool] = False

    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("imported by")
    )
    table = models.CharField(_("table"), max_length=100)
    """Which table's rows it holds: «partners.city»."""

    class Meta:
        verbose_name = _("table that waits")
        verbose_name_plural = _("tables that wait")

    def __str__(self) -> str:
        return self.file_name
