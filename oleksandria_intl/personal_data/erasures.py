"""Erasing a person's data, recording that it was done, and doing it again after a backup is restored.

For a restore: take ``records = erasures.since(None)`` before the contents are replaced, and call
``erasures.repeat(records)`` in the same transaction after they are. A record is plain data that JSON can carry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl.documents import keeping
from oleksandria_intl.models import Erasure

from .blanking import ErasedRow, blank
from .people import Person


@transaction.atomic
def erase(*, person: Person, by: User, reason: str) -> Erasure:
    """Blank a person's fields in rows and in history, and record it.

    Raises ``ValidationError`` with the sentence that says why the person's data stay.
    """
    if not reason.strip():
        raise ValidationError(_("Say why the data are erased."))
    # Of two administrators who erase each other at once, one waits and is refused.
    list(User.objects.select_for_update().filter(is_staff=True).order_by("pk"))
    if refusal := person.refusal(by):
        raise ValidationError(refusal)
    rows = [ErasedRow(each.model._meta.label_lower, each.pk, each.erased_fields) for each in person.erased_holdings()]
    # The record comes first: without it the database lets nobody change history.
    erasure = Erasure.objects.create(
        kind=person.kind, erased_by=by, reason=reason.strip(), rows=[list(row) for row in rows]
    )
    if not blank(rows):
        raise ValidationError(_("There is nothing to erase: what is left is kept by law."))
    transaction.on_commit(keeping.empty)
    return erasure


def since(moment: datetime | None = None) -> list[dict[str, Any]]:
    """Return the records of erasures made after a moment, or of all, the oldest first, as plain data.

    ``{"identifier", "kind", "erased_at", "erased_by", "reason", "rows": [[model's label, key, [field, ...]], ...]}``
    """
    made = Erasure.objects.order_by("erased_at", "pk")
    return [_plain(each) for each in (made.filter(erased_at__gt=moment) if moment else made)]


def _plain(erasure: Erasure) -> dict[str, Any]:
    return {
        "identifier": str(erasure.identifier),
        "kind": erasure.kind,
        "erased_at": erasure.erased_at.isoformat(),
        "erased_by": erasure.erased_by_id,
        "reason": erasure.reason,
        "rows": erasure.rows,
    }


@transaction.atomic
def repeat(records: Iterable[dict[str, Any]]) -> int:
    """Erase again what these records say, and keep the records that are missing; return how many were missing.

    Harmless when called twice. The rows keep their keys in a restored backup, so a record finds them again.
    """
    missing = 0
    for record in records:
        by = User.objects.filter(pk=record["erased_by"]).first()
        values = {
            "kind": record["kind"],
            "erased_at": datetime.fromisoformat(record["erased_at"]),
            "erased_by": by,
            "reason": record["reason"],
            "rows": record["rows"],
        }
        _kept, is_new = Erasure.objects.get_or_create(identifier=record["identifier"], defaults=values)
        missing += is_new
        blank(ErasedRow(*row) for row in record["rows"])
    transaction.on_commit(keeping.empty)
    return missing
