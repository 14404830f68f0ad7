"""Bringing back what was deleted, and undoing a change: one verb each, whole or not at all, with who acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oleksandria_intl import ordering
from oleksandria_intl.models import UndoRow, UndoStep
from oleksandria_intl.undo import refusals
from oleksandria_intl.undo.recording import Act, row_of


class Signature(NamedTuple):
    """Who undoes, when and why: the same in the history of every row."""

    by: User
    at: Any
    reason: str

    def on(self, row: Any) -> Any:
        """Have the history of a row say so with its next write."""
        row._history_user, row._history_date, row._change_reason = self
        return row


@transaction.atomic
def restore(*, deletion: UndoStep, by: User) -> UndoStep:
    """Bring back a row with all that went along, under the keys that they had.

    Raises ``ValidationError`` with the reason where that cannot be: too late, done before, a right that is lacking, an
    edition that was frozen, a code or an address that was taken, a row gone that another belongs to.
    """
    return _undo(deletion, Signature(by, timezone.now(), _("Brought back from the bin")))


@transaction.atomic
def undo_change(*, change: UndoStep, by: User) -> UndoStep:
    """Put a row and the rows on its page back as they stood before it was saved.

    Raises ``ValidationError`` as ``restore`` does, and where somebody changed one of the rows since.
    """
    return _undo(change, Signature(by, timezone.now(), _("Change undone")))


def _undo(asked: UndoStep, signature: Signature) -> UndoStep:
    step: UndoStep = UndoStep.objects.select_for_update().get(pk=asked.pk)
    refusals.refuse_if_over(step)
    rows = list(step.rows.all())
    refusals.refuse_without_rights(rows, signature.by)
    refusals.refuse_if_changed_since(rows)
    refusals.refuse_if_parents_are_gone(rows)
    for row in rows:
        if row.act == Act.CHANGED:
            ordering.set_aside(row.model_class, [row.row_pk])
    # Backwards every state of the database is one that it had before.
    for row in _parents_first(rows[::-1]):
        _put_back(row, signature)
    done = {"undone_at": signature.at, "undone_by": signature.by}
    UndoStep.objects.filter(pk=step.pk).update(**done)
    step.parts.update(**done)
    return step


def _parents_first(rows: Sequence[UndoRow]) -> list[UndoRow]:
    """Put every row after the deleted rows that it points at."""
    deleted = refusals.by_link(rows)
    ordered: dict[tuple[str, str], UndoRow] = {}
    seen: set[tuple[str, str]] = set()

    def add(row: UndoRow) -> None:
        if row.key in seen:
            return
        seen.add(row.key)
        for link in refusals.links_of(row):
            if link in deleted:
                add(deleted[link])
        ordered[row.key] = row

    for row in rows:
        add(row)
    return list(ordered.values())


def _put_back(kept: UndoRow, signature: Signature) -> None:
    """Undo what was done to one row."""
    model = kept.model_class
    if kept.act == Act.ADDED:
        # A row may have gone along with another that was added.
        for added in model._base_manager.filter(pk=kept.row_pk):
            signature.on(added).delete()
        return
    row = row_of(model, kept.values)
    if kept.is_link:
        model._base_manager.bulk_create([row])
        return
    if kept.act == Act.CHANGED:
        row._state.adding = False
        row.version = model._base_manager.values_list("version", flat=True).get(pk=row.pk)
    _refuse_if_taken(row, kept.label)
    signature.on(row).save(force_insert=kept.act == Act.DELETED)


def _refuse_if_taken(row: models.Model, label: str) -> None:
    """Raise ``ValidationError`` where another row has the code, the address or the place by now."""
    unique = (each for each in row._meta.constraints if isinstance(each, models.UniqueConstraint))
    try:
        row.validate_unique()
        for constraint in unique:
            constraint.validate(type(row), row)
    except ValidationError as error:
        reasons = " ".join(error.messages)
        raise ValidationError(_("“%(row)s” cannot come back: %(reason)s") % {"row": label, "reason": reasons}) from None
