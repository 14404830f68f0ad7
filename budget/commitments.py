"""How money is committed and set free again: one verb each, atomic, naming who acts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budget.limits import takes_beyond
from budget.models import Commitment, FundingSource, Measure
from budget.periods import late_changes
from budget.querysets.limits import lock_measure
from oleksandria_intl import clock

LONGEST_REASON = 100
"""Letters of the reason of a change that history keeps."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contract:
    """What a commitment is besides its money: a contract, an order, a trip's estimate."""

    subject: str
    number: str = ""
    payee_name: str = ""
    payee_code: str = ""
    until: date | None = None
    prozorro_id: str = ""


@transaction.atomic
def commit(
    *,
    key: str,
    measure: Measure,
    year: int,
    source: FundingSource,
    program_code: str | None,
    economic_code: str | None,
    amount: Decimal,
    contract: Contract,
    by: User,
    on: date | None = None,
    reason: str = "",
) -> Commitment:
    """Commit hryvnias of a measure, or make the commitment of this key what is said now; return it.

    The key names the commitment for good: called again with the same words, nothing happens. Nobody else commits the
    measure's money meanwhile. The reason is why it may be above what is free, where it is; history keeps it always.
    Raises ``ValidationError`` where it is above what is free without a reason, where the commitment of the key was
    released already, where a field says what it cannot, and without a reason where a closed period counts it.
    """
    row = _known(key, measure)
    if row is not None and row.cancelled_on is not None:
        sentence = _("“%(commitment)s” was released on %(day)s: commit anew under another key.")
        raise ValidationError(sentence % {"commitment": row.title, "day": f"{row.cancelled_on:%d.%m.%Y}"})
    row = row or Commitment(record_key=key, signed_on=on or clock.today())
    said: dict[str, Any] = {
        **asdict(contract),
        "measure_id": measure.pk,
        "year": year,
        "source_id": source.pk,
        "program_code_id": program_code or None,
        "economic_code_id": economic_code or None,
        "amount": amount,
        "signed_on": on or row.signed_on,
    }
    return _written(row, said, by=by, reason=reason)


@transaction.atomic
def release(*, commitment: Commitment, on: date, by: User, reason: str) -> Commitment:
    """Set free, from a day on, what of a commitment is not paid; return it. One that is released stays as it was.

    Raises ``ValidationError`` without a reason, and where the day is before the commitment was made.
    """
    if not reason.strip():
        raise ValidationError(_("Write why the commitment is released."))
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    return row if row.cancelled_on else _written(row, {"cancelled_on": on}, by=by, reason=reason)


def _known(key: str, measure: Measure) -> Commitment | None:
    """Return the commitment of a key, locked; where there is none, the measure is locked before it is looked for again.

    Two who ask for a new key at once make one commitment; and whoever changes one locks it before its measure.
    """
    rows = Commitment.objects.select_for_update(of=("self",)).filter(record_key=key)
    found: Commitment | None = rows.first()
    if found is None:
        lock_measure(Commitment(measure=measure))
        found = rows.first()
    return found


def _written(row: Commitment, said: dict[str, Any], *, by: User, reason: str) -> Commitment:
    """Write what is said of a commitment, if that is anything new."""
    if row.pk and all(getattr(row, name) == value for name, value in said.items()):
        return row
    for name, value in said.items():
        setattr(row, name, value)
    if reason.strip() and takes_beyond(row):
        row.override_reason = reason.strip()
    row.full_clean()
    row._history_user, row._change_reason = by, reason.strip()[:LONGEST_REASON]  # type: ignore[attr-defined]
    with late_changes(reason=reason, by=by):
        row.save()
    return row
