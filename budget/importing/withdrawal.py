"""Taking back what an import brought in."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.deletion import Collector

from budget.models import ImportBatch, Payment

CHUNK = 500


class Withdrawal(NamedTuple):
    """How many payments went, and how many stay because somebody has worked on them."""

    withdrawn: int
    kept: int


@transaction.atomic
def withdraw(*, batch: ImportBatch, by: User | None) -> Withdrawal:
    """Delete the payments that an import created; what was changed or corrected since stays.

    The record of the import stays too, and counts what is left of it.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    ours = dict(Payment.objects.filter(batch=batch).values_list("pk", "version"))
    links = list(Payment.objects.filter(corrects__batch=batch).values_list("pk", "corrects"))
    gone = {pk for pk, version in ours.items() if version == 1}
    while held := gone & {corrected for correction, corrected in links if correction not in gone}:
        gone -= held
    _delete(gone, links, batch, by)
    batch.created -= len(gone)
    batch.waiting = Payment.objects.waiting().filter(batch=batch).count()
    batch.save(update_fields=["created", "waiting"])
    return Withdrawal(len(gone), len(ours) - len(gone))


def _delete(pks: set[int], links: list[tuple[int, int]], batch: ImportBatch, by: User | None) -> None:
    """Delete payments, corrections before what they correct, and say in their history who did it."""
    left = set(pks)
    while left:
        corrected = {target for correction, target in links if correction in left}
        now = sorted(left - corrected)
        for start in range(0, len(now), CHUNK):
            chunk = now[start : start + CHUNK]
            rows = Payment.objects.filter(pk__in=chunk)
            for row in rows:
                row._history_user, row._change_reason = by, batch.file_name[:100]
            # As QuerySet.delete(), which would fetch other instances.
            collector = Collector(using=rows.db, origin=rows)
            collector.collect(rows)
            collector.delete()
        left -= set(now)
