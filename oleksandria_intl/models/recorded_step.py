"""What is recorded once and stays: who recorded it, when; steps, which a row of its own takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing_extensions import Self

TAKEN_BACK = "taken-back"
"""The kind of the rows that take another step back."""
AnyStep = TypeVar("AnyStep", bound="RecordedStep")


class RecordedOnce(models.Model):
    """A row that nobody changes, with who recorded it and when."""

    made_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        abstract = True

    @property
    def recorder(self) -> str:
        """The name of who recorded it; empty where a file brought it."""
        return (self.made_by.get_full_name() or self.made_by.get_username()) if self.made_by else ""


class RecordedStepQuerySet(models.QuerySet[AnyStep]):
    """Steps as they were recorded."""

    def standing(self) -> Self:
        """Return the steps that nobody took back, without the rows that take others back."""
        return self.exclude(step=TAKEN_BACK).filter(taken_back_by__isnull=True)

    def of_key(self, pk: int) -> Any:
        """Return the step with this primary key, or nothing."""
        return self.filter(pk=pk).first()


class RecordedStep(RecordedOnce):
    """A step that stays as it was recorded; one recorded by mistake is taken back by a row that names it."""

    takes_back = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back_by",
        verbose_name=_("step that it takes back"),
    )

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        """Whether it is a step that nobody took back, as ``standing`` finds them."""
        return self.step != TAKEN_BACK and not hasattr(self, "taken_back_by")  # type: ignore[attr-defined]
