"""What one press of a button deleted or changed, as it stood before, so that it can be undone: the bin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = {"deleted": timedelta(days=90), "changed": timedelta(days=1)}
"""How long a step of each kind can be undone."""


class UndoStepQuerySet(models.QuerySet["UndoStep"]):
    """Steps, by whether they can still be undone."""

    def outdated(self) -> UndoStepQuerySet:
        """Return what nobody can undo any more."""
        now = timezone.now()
        old = [Q(kind=kind, at__lt=now - age) for kind, age in KEPT_FOR.items()]
        return self.filter(old[0] | old[1])

    def in_bin(self) -> UndoStepQuerySet:
        """Return the deletions that can be brought back, the newest first."""
        since = timezone.now() - KEPT_FOR[UndoStep.Kind.DELETED]
        return self.filter(kind=UndoStep.Kind.DELETED, at__gte=since, undone_at=None).select_related("by")

    def of_models(self, wanted: Iterable[type[models.Model]]) -> UndoStepQuerySet:
        """Return the steps of rows of these kinds."""
        return self.filter(model__in=[model._meta.label_lower for model in wanted])

    def reachable_by(self, user: Any) -> UndoStepQuerySet:
        """Return what a person may ask to have undone: anybody's deletions, changes of their own."""
        return self.filter(Q(kind=UndoStep.Kind.DELETED) | Q(kind=UndoStep.Kind.CHANGED, by=user))

    def mentioning(self, model: type[models.Model], pk: Any) -> UndoStepQuerySet:
        """Return the steps that hold a row as it once stood."""
        rows = UndoRow.objects.filter(model=model._meta.label_lower, row_pk=str(pk))
        return self.filter(pk__in=rows.values("step"))

    def deleting(self, model: type[models.Model], pk: Any) -> UndoStepQuerySet:
        """Return the deletions in the bin with which a row went."""
        rows = UndoRow.objects.filter(model=model._meta.label_lower, row_pk=str(pk), act=UndoRow.Act.DELETED)
        return self.in_bin().filter(pk__in=rows.values("step"))


class UndoStep(models.Model):
    """A deletion or a change: who did it, when, to what. A deletion stays for 90 days, a change for one."""

    moves_content: ClassVar[bool] = False

    class Kind(models.TextChoices):
        """What was done."""

        DELETED = "deleted"
        CHANGED = "changed"

    kind = models.CharField(_("what was done"), max_length=8, choices=Kind.choices)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    model = models.CharField(_("kind of rows"), max_length=100)
    """The kind of the rows that were chosen: «programs.section»."""
    row_pk = models.CharField(_("key of the row"), max_length=40, blank=True)
    """Empty where several rows were chosen."""
    label = models.CharField(_("what"), max_length=500)
    row_count = models.PositiveIntegerField(_("rows"))
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="parts", verbose_name=_("part of"))
    """The change of a form that deleted rows on its page."""
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )

    objects = UndoStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("deletion in the bin")
        verbose_name_plural = _("bin")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_outdated(self) -> bool:
        """Whether it is too late to undo the step."""
        return self.at < timezone.now() - KEPT_FOR[self.kind]

    @property
    def kept_until(self) -> Any:
        """The moment up to which the step can be undone."""
        return self.at + KEPT_FOR[self.kind]

    @property
    def model_class(self) -> Any:
        """The model of the rows that were chosen."""
        return apps.get_model(self.model)


class UndoRow(models.Model):
    """A row that a step added, changed or deleted, as it stood before."""

    moves_content: ClassVar[bool] = False

    class Act(models.TextChoices):
        """What the step did to the row."""

        ADDED = "added"
        CHANGED = "changed"
        DELETED = "deleted"

    step = models.ForeignKey(UndoStep, models.CASCADE, related_name="rows", verbose_name=_("step"))
    place = models.PositiveIntegerField(_("order"))
    act = models.CharField(_("what was done"), max_length=8, choices=Act.choices)
    model = models.CharField(_("kind of rows"), max_length=100)
    row_pk = models.CharField(_("key of the row"), max_length=40)
    label = models.CharField(_("what"), max_length=500)
    values = models.JSONField(_("as it stood"), default=dict)
    """The text of every column, None for NULL; nothing of an added row."""
    version = models.PositiveIntegerField(_("version after it"), null=True)
    """None for rows that have no versions, those between many and many."""

    class Meta:
        verbose_name = _("row in the bin")
        verbose_name_plural = _("rows in the bin")
        ordering = ["step", "place"]
        indexes = [models.Index(fields=["model", "row_pk"], name="undo_row_of_row")]

    def __str__(self) -> str:
        return self.label

    @property
    def model_class(self) -> Any:
        """The row's model."""
        return apps.get_model(self.model)

    @property
    def key(self) -> tuple[str, str]:
        """The row's model and key."""
        return self.model, self.row_pk

    @property
    def is_link(self) -> bool:
        """Whether it is a row between many and many."""
        return bool(self.model_class._meta.auto_created)
