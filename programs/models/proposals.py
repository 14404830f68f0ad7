"""What was proposed for the text of a draft, and left as it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl.models import Recorded

from .program import Edition


class LeftAsIs(Recorded):
    """A proposal for a text of a draft that somebody chose not to follow; it is not made again."""

    moves_content: ClassVar[bool] = False

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    kind = models.CharField(_("kind of row"), max_length=100)
    """The row's model: «programs.cityprofile»."""
    row_pk = models.BigIntegerField(_("row"))
    """A number instead of a link: the row may be of any kind."""
    field = models.CharField(_("field"), max_length=100)
    words = models.CharField(_("words"), max_length=500)
    """The year with the words around it, or the sentence that was offered."""
    counted = ngettext_lazy("%(count)d text left as it is", "%(count)d texts left as they are", "count")

    class Meta:
        verbose_name = _("text left as it is")
        verbose_name_plural = _("texts left as they are")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "row_pk", "field", "words"], name="left_as_is_once_per_words"
            )
        ]

    def __str__(self) -> str:
        return self.words
