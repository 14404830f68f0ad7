"""The commitments of a delegation's estimate: made when its order is issued, set free when it is cancelled.

A commitment is known by its key: the delegation's code, the source's, the КЕКВ, set apart by colons, which codes have
not. Only money of the city's budget is committed: what others give is theirs to promise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import chain, count
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budget import commitments, funds
from budget.commitments import Contract
from budget.models import Appropriation, Commitment, FundingSource, Payment
from budget.periods import ReasonNeeded
from budget.querysets.money import MoneySum
from delegations.models import Delegation
from oleksandria_intl import clock, ukrainian

CODES = ("program_code_id", "economic_code_id")
PREFIX = "delegation:"
LONGEST_SUBJECT = 299
ESTIMATE_CHANGED = "Кошторис змінено"
"""Why a commitment is set free that the estimate does not ask for any more."""
TRIP, STAY = "Службове відрядження", "Прийом делегації"


class Share(NamedTuple):
    """What an estimate takes of one source of the city's budget under one КЕКВ, in hryvnias."""

    source: FundingSource
    program_code: str | None
    economic_code: str | None
    amount: Decimal


class Place(NamedTuple):
    """A source, by its primary key, and the codes that money of it is granted under."""

    source: int
    program_code: str | None
    economic_code: str | None


def commitments_of(delegation: Delegation) -> list[Commitment]:
    """Return the commitments that a delegation's estimates made, the released ones too, in the order of their keys."""
    return list(Commitment.objects.filter(record_key__startswith=key_of(delegation)).order_by("record_key"))


def key_of(delegation: Delegation) -> str:
    """Return how the keys of a delegation's commitments begin."""
    return f"{PREFIX}{delegation.code}:"


def code_of(commitment: Any) -> str:
    """Return the code of the delegation whose estimate made a commitment; empty where none did."""
    key = str(commitment.record_key)
    return key.split(":")[1] if key.startswith(PREFIX) else ""


def standing_of(delegation: Delegation, share: Share) -> Commitment | None:
    """Return the commitment of a share that is not released, if there is one."""
    first = _first_key(delegation, share)
    rows = (row for row in commitments_of(delegation) if row.cancelled_on is None)
    return next((row for row in rows if f"{row.record_key}:".startswith(f"{first}:")), None)


def is_committed_as_estimated(delegation: Delegation) -> bool:
    """Whether the commitments that stand are those that the estimate makes now."""
    standing = {row.pk: row.amount for row in commitments_of(delegation) if row.cancelled_on is None}
    asked = [(standing_of(delegation, share), share.amount) for share in shares_of(delegation) if share.amount]
    return standing == {row.pk: amount for row, amount in asked if row} and all(row for row, _amount in asked)


def payments_of(delegations: Sequence[Delegation]) -> list[Payment]:
    """Return what was paid under the commitments of delegations, in the order of days, in one query."""
    prefix = key_of(delegations[0]) if len(delegations) == 1 else PREFIX
    codes = {row.code for row in delegations}
    rows = Payment.objects.filter(commitment__record_key__startswith=prefix).select_related("commitment", "source")
    return [row for row in rows.order_by("paid_on", "pk") if code_of(row.commitment) in codes]


@transaction.atomic
def commit_estimate(*, delegation: Delegation, by: User, reason: str = "") -> list[Commitment]:
    """Commit what a delegation's estimate takes of the city's budget; return the commitments that stand.

    Called again with the same estimate, nothing happens; with another one the commitments become what it says, and
    those that it does not ask for any more are released.
    Raises ``ValidationError`` with the sums where it takes more than is free of the measure and no reason is given,
    and where the measure or the first day is not known; ``ReasonNeeded`` where a closed period counts it.
    """
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    with _flat_refusals():
        made = [_commit(delegation, share, by=by, reason=reason) for share in shares_of(delegation) if share.amount]
        kept = {row.pk for row in made}
        for row in commitments_of(delegation):
            if row.pk not in kept:
                _release(row, on=clock.today(), by=by, reason=reason or ESTIMATE_CHANGED)
    return made


@transaction.atomic
def release_estimate(*, delegation: Delegation, on: date, by: User, reason: str) -> list[Commitment]:
    """Set free, from a day on, what is not paid of a delegation's commitments; return all of them.

    What is released stays as it was. Raises ``ValidationError`` without a reason.
    """
    with _flat_refusals():
        return [_release(row, on=on, by=by, reason=reason) for row in commitments_of(delegation)]


def shares_of(delegation: Delegation, taken: Iterable[tuple[int, str | None, Decimal]] | None = None) -> list[Share]:
    """Return what the estimate takes of each source of the city's budget under each КЕКВ, in a steady order.

    The estimate is the delegation's own unless tuples of source, КЕКВ and sum say another. A line without a КЕКВ takes
    the one that its measure was granted most under; every share takes its КПКВКМБ so.
    """
    granted = _granted(delegation)
    sums: dict[tuple[int, str | None], Decimal] = defaultdict(Decimal)
    sources = {row.pk: row for row in FundingSource.objects.all()}
    for source, code, amount in delegation.lines.by_place() if taken is None else taken:
        if is_committed(sources[source], {place.source for place in granted}):
            most = next((place.economic_code for place in granted if place.source == source), None)
            sums[source, code or most] += amount
    places = sorted(sums, key=lambda place: (sources[place[0]].code, place[1] or ""))
    return [Share(sources[pk], _program_code(granted, pk, kekv), kekv, sums[pk, kekv]) for pk, kekv in places]


def is_committed(source: FundingSource, granted: set[int]) -> bool:
    """Whether money of a source is the city's budget's: by its fund; where nobody said it, by what was granted."""
    return source.fund in funds.LOCAL or (not source.fund and source.pk in granted)


def _program_code(granted: list[Place], source: int, economic_code: str | None) -> str | None:
    """Return the КПКВКМБ of most of a source's money under a КЕКВ; where that was granted nothing, of the source's."""
    own = [place for place in granted if place.source == source]
    under = [place for place in own if place.economic_code == economic_code]
    return next((place.program_code for place in (*under, *own)), None)


def _granted(delegation: Delegation) -> list[Place]:
    """Return under which sources and codes the measure was granted money of the year, the largest sums first."""
    if not (delegation.measure_id and delegation.period_start):
        return []
    rows = Appropriation.objects.of_measure(delegation.measure_id).of_year(delegation.period_start.year)
    places = rows.decided(clock.today()).by_place(granted=MoneySum("amount")).order_by("-granted", *CODES)
    return [Place(*place) for _measure, *place, _sum in places]


def _commit(delegation: Delegation, share: Share, *, by: User, reason: str) -> Commitment:
    """Commit a share under the first of its keys that was not released."""
    if delegation.measure is None:
        raise ValidationError(_("Choose the measure that pays: the estimate takes money of the city's budget."))
    if delegation.starts_on is None:
        raise ValidationError(_("Give the days of the delegation: by them the estimate is committed."))
    order = delegation.order
    return commitments.commit(
        key=_key(delegation, share),
        measure=delegation.measure,
        year=delegation.starts_on.year,
        source=share.source,
        program_code=share.program_code,
        economic_code=share.economic_code,
        amount=share.amount,
        contract=Contract(subject=subject_of(delegation), number=order.number if order else ""),
        on=order.dated if order else None,
        by=by,
        reason=reason,
    )


def _first_key(delegation: Delegation, share: Share) -> str:
    return f"{key_of(delegation)}{share.source.code}:{share.economic_code or '-'}"


def _key(delegation: Delegation, share: Share) -> str:
    first = _first_key(delegation, share)
    released = {row.record_key for row in commitments_of(delegation) if row.cancelled_on}
    keys = chain([first], (f"{first}:{number}" for number in count(2)))
    return next(key for key in keys if key not in released)


def subject_of(delegation: Delegation) -> str:
    """Return what a commitment is for, as registers print it: «Службове відрядження: Яроцин, 29.09.2020»."""
    what = STAY if delegation.direction == Delegation.Direction.IN else TRIP
    return ukrainian.shortened(f"{what}: {delegation}", LONGEST_SUBJECT)


def _release(row: Commitment, *, on: date, by: User, reason: str) -> Commitment:
    return commitments.release(commitment=row, on=max(on, row.signed_on), by=by, reason=reason)


@contextmanager
def _flat_refusals() -> Iterator[None]:
    """Name no field of a commitment in what is refused: a page about delegations has none of them."""
    try:
        yield
    except ReasonNeeded:
        raise
    except ValidationError as error:
        raise ValidationError(error.messages) from error
