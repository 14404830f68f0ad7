"""Keeping what was recorded as a step that can be undone, and forgetting it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from oleksandria_intl import ukrainian
from oleksandria_intl.models import UndoRow, UndoStep
from oleksandria_intl.undo.recording import Act, Image

LONGEST_LABEL = 490


@transaction.atomic
def keep_deletion(*, images: Sequence[Image], chosen: Sequence[Image], by: Any) -> UndoStep:
    """Keep what was deleted, as one step; ``chosen`` are the rows that were asked for."""
    return _keep(UndoStep.Kind.DELETED, images, chosen, by)


@transaction.atomic
def keep_change(*, images: Sequence[Image], row: Image, by: Any) -> UndoStep:
    """Keep what saving a page did, as one step; rows that it deleted go into the bin for themselves, too."""
    change = _keep(UndoStep.Kind.CHANGED, images, [row], by)
    deleted = [image for image in images if image.act == Act.DELETED]
    if chosen := [image for image in deleted if image.is_chosen]:
        _keep(UndoStep.Kind.DELETED, deleted, chosen, by, part_of=change)
    return change


def forget(model: type[models.Model], pk: Any) -> int:
    """Delete every step that holds the row as it once stood; return how many: they can be undone no more."""
    _total, counts = UndoStep.objects.mentioning(model, pk).delete()
    return counts.get(UndoStep._meta.label, 0)


def _keep(kind: str, images: Sequence[Image], chosen: Sequence[Image], by: Any, **fields: Any) -> UndoStep:
    step = UndoStep.objects.create(
        kind=kind,
        by=by,
        model=chosen[0].model._meta.label_lower,
        row_pk=str(chosen[0].pk) if len(chosen) == 1 else "",
        label=_label("; ".join(image.label for image in chosen)),
        row_count=sum(not image.is_link for image in images),
        **fields,
    )
    UndoRow.objects.bulk_create(
        UndoRow(
            step=step,
            place=place,
            act=image.act,
            model=image.model._meta.label_lower,
            row_pk=str(image.pk),
            label=_label(image.label),
            values=image.values,
            version=image.version,
        )
        for place, image in enumerate(images)
    )
    return step


def _label(text: str) -> str:
    return ukrainian.shortened(text, LONGEST_LABEL)[: LONGEST_LABEL + 1]
