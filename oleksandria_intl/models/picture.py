"""Pictures of trips, receptions and cities, coats of arms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from oleksandria_intl.gallery import owners
from oleksandria_intl.gallery.encoding import SIZES, scaled
from oleksandria_intl.localized import Localized
from oleksandria_intl.ordering import InOrder

from .base import Recorded

FILES = tuple(SIZES)
"""The fields of the files, one for each size."""


class PictureQuerySet(models.QuerySet["Picture"]):
    """Pictures."""

    def there(self) -> PictureQuerySet:
        """Return the pictures that were not withdrawn."""
        return self.exclude(large="")

    def public(self, on: date) -> PictureQuerySet:
        """Return the pictures that everybody may see on a day."""
        return self.there().filter(owners.shown(on))

    def of(self, rows: Iterable[models.Model]) -> PictureQuerySet:
        """Return the pictures of some rows that may have any, in their order."""
        found = Q(pk__in=())
        for kind, code in map(owners.place_of, rows):
            found |= Q(owner_kind=kind, owner_code=code)
        return self.there().filter(found).order_by("owner_kind", "owner_code", "order", "pk")


class Picture(InOrder, Recorded):
    """A picture of something that the portal tells of, in three sizes; the file that was sent is not kept."""

    class Role(models.TextChoices):
        """What it is to its owner."""

        PHOTO = "photo", _("picture among others")
        LEADING = "leading", _("leading picture")
        ARMS = "arms", _("coat of arms")

    class People(models.TextChoices):
        """Who can be recognised on it."""

        NONE = "none", _("nobody can be recognised")
        ADULTS = "adults", _("people can be recognised, all of age")
        MINORS = "minors", _("minors can be recognised")

    ordered_within = ("owner_kind", "owner_code")

    owner_kind = models.CharField(_("of what"), max_length=20)
    owner_code = models.CharField(_("its code"), max_length=80)
    role = models.CharField(_("place"), max_length=10, choices=Role.choices, default=Role.PHOTO)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    caption_uk = models.CharField(_("caption"), max_length=300, blank=True)
    caption_en = models.CharField(_("caption in English"), max_length=300, blank=True)
    alt_uk = models.CharField(
        _("alternative text"), max_length=300, blank=True, help_text=_("What is seen, for those who do not see it.")
    )
    alt_en = models.CharField(_("alternative text in English"), max_length=300, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True, help_text=_("Everybody sees it."))
    people = models.CharField(pgettext_lazy("picture", "people"), max_length=10, choices=People.choices)
    consent_by = models.CharField(
        _("who agreed"), max_length=500, blank=True, help_text=_("For the office alone. Of minors, their parents.")
    )
    consent_on = models.DateField(_("when"), null=True, blank=True)
    consent_is_written = models.BooleanField(_("the consent is written"), default=False)
    large = models.FileField(_("file"), upload_to="gallery/%Y/", blank=True, editable=False)
    medium = models.FileField(_("file"), upload_to="gallery/%Y/", blank=True, editable=False)
    small = models.FileField(_("file"), upload_to="gallery/%Y/", blank=True, editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    caption = Localized()
    alt = Localized()
    objects = PictureQuerySet.as_manager()
    counted: ClassVar[Any] = ngettext_lazy("%(count)d picture", "%(count)d pictures", "count")

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["owner_kind", "owner_code", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(large="") | ~Q(alt_uk="") & ~Q(author=""),
                name="picture_has_author_and_words",
                violation_error_message=_("A picture needs its author and the alternative text."),
            ),
            models.CheckConstraint(
                condition=Q(large="") | Q(people="none") | ~Q(consent_by="") & Q(consent_on__isnull=False),
                name="picture_of_people_has_consent",
                violation_error_message=_("Where people can be recognised, say who agreed and when."),
            ),
            models.CheckConstraint(
                condition=Q(large="") | ~Q(people="minors") | Q(consent_is_written=True),
                name="picture_of_minors_has_written_consent",
                violation_error_message=_("Minors are shown with the written consent of their parents only."),
            ),
            models.CheckConstraint(
                condition=Q(large="", medium="", small="") | ~Q(large="") & ~Q(medium="") & ~Q(small=""),
                name="picture_has_all_sizes_or_none",
            ),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_code", "role"],
                condition=Q(role__in=["leading", "arms"]) & ~Q(large=""),
                name="picture_leads_alone",
                violation_error_message=_(
                    "There is one leading picture and one coat of arms: withdraw the other first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.caption_uk or self.alt_uk or f"№ {self.pk}"

    @property
    def is_there(self) -> bool:
        """Whether it was not withdrawn."""
        return bool(self.large)

    @property
    def owner(self) -> Any:
        """The row that it is a picture of; None where that is gone."""
        kind = owners.OWNERS.get(self.owner_kind)
        return kind.find(self.owner_code) if kind else None

    def clean(self) -> None:
        """Refuse a picture of nothing."""
        super().clean()
        if self.owner_code and self.owner is None:
            raise ValidationError({"owner_code": _("There is nothing with this code.")})

    def sides(self, size: str) -> tuple[int, int]:
        """Return width and height of a size in pixels."""
        return scaled(self.width, self.height, SIZES[size])
