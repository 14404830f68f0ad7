"""Payments that may be of a delegation, found by what they say and when they were made; a person confirms them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import Commitment, Payment
from budget.periods import late_changes
from delegations import money
from delegations.models import Delegation
from oleksandria_intl import ukrainian
from oleksandria_intl.ukrainian_lemmas import lemmas

BEFORE, AFTER = timedelta(days=120), timedelta(days=90)
"""How long before a trip its tickets may be paid, and how long after it what is left."""
MOST = 200
"""How many payments of the days are looked at."""


class Sign(models.TextChoices):
    """By what a payment looks like one of a delegation."""

    ORDER = "order", gettext_lazy("the number of the order")
    CONTRACT = "contract", gettext_lazy("the contract of another payment of the trip")
    PLACE = "place", gettext_lazy("the destination")
    PERSON = "person", gettext_lazy("a member’s name")
    CODE = "code", gettext_lazy("the measure and the economic code")


@dataclass(frozen=True)
class Found:
    """A payment of the days of a trip, by what it was found, and the commitment that it would be paid under."""

    payment: Payment
    signs: list[Sign]
    commitment: Commitment | None
    """None where the trip has no commitment of the payment's source: there is nothing to confirm then."""

    @property
    def is_likely(self) -> bool:
        """Whether more speaks for it than its measure and code, which other trips share."""
        return self.commitment is not None and self.signs != [Sign.CODE]


@dataclass(frozen=True)
class Search:
    """What a delegation's payments are known by."""

    delegation: Delegation

    @cached_property
    def commitments(self) -> list[Commitment]:
        """The commitments of the delegation, those that stand first."""
        return sorted(money.commitments_of(self.delegation), key=lambda row: (row.cancelled_on is not None, row.pk))

    @cached_property
    def _contracts(self) -> set[str]:
        known = Payment.objects.filter(commitment__in=self.commitments).exclude(contract="")
        return set(map(ukrainian.search_key, known.values_list("contract", flat=True)))

    @cached_property
    def _order(self) -> re.Pattern[str] | None:
        order = self.delegation.order
        return (
            re.compile(rf"№\s*{re.escape(order.number)}(?![\w/-])", re.IGNORECASE) if order and order.number else None
        )

    @cached_property
    def _places(self) -> list[set[str]]:
        return [set(lemmas(name)) for name in self.delegation.place_names]

    @cached_property
    def _surnames(self) -> set[str]:
        prefetch_related_objects([self.delegation], "participants__term__official")
        members = (one for one in self.delegation.participants.all() if one.category != "ensemble")
        return {ukrainian.search_key(member.full_name).partition(" ")[0] for member in members} - {""}

    @cached_property
    def _codes(self) -> set[Any]:
        return {row.economic_code_id for row in self.commitments}

    def found(self) -> list[Found]:
        """Return the payments that something speaks for, the likely first, then in the order of days."""
        rows = ((payment, list(self._signs(payment))) for payment in self.candidates)
        found = [Found(payment, signs, self.commitment_for(payment)) for payment, signs in rows if signs]
        return sorted(found, key=lambda each: (not each.is_likely, each.payment.paid_on, each.payment.pk))

    def commitment_for(self, payment: Payment) -> Commitment | None:
        """Return the commitment of the payment's source, that of its КЕКВ if there is one."""
        same = [row for row in self.commitments if row.source_id == payment.source_id]
        return min(same, key=lambda row: row.economic_code_id != payment.economic_code_id, default=None)

    @cached_property
    def candidates(self) -> list[Payment]:
        """The payments of the days that no commitment has, of the measure or of none that is known."""
        first, last = self.days
        if not (first and last and self.delegation.measure_id):
            return []
        of_measure = Q(measure=self.delegation.measure_id) | Q(measure=None, is_outside=False)
        rows = Payment.objects.between(first, last).filter(of_measure, commitment=None)
        return list(rows.select_related("source", "measure").order_by("paid_on", "pk")[:MOST])

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and last day on which the trip may be paid, where its own are known."""
        first, last = self.delegation.starts_on, self.delegation.ends_on
        return first and first - BEFORE, last and last + AFTER

    def _signs(self, payment: Payment) -> Iterator[Sign]:
        text = f"{payment.contract} {payment.purpose}"
        if self._order and self._order.search(text):
            yield Sign.ORDER
        if payment.contract and ukrainian.search_key(payment.contract) in self._contracts:
            yield Sign.CONTRACT
        if any(place <= set(lemmas(payment.purpose)) for place in self._places):
            yield Sign.PLACE
        if self._surnames & set(ukrainian.search_key(f"{payment.payee_name} {payment.purpose}").split()):
            yield Sign.PERSON
        if payment.measure_id and payment.economic_code_id in self._codes:
            yield Sign.CODE


def searches(delegations: Iterable[Delegation]) -> list[Search]:
    """Return the searches for payments of several delegations; the database is asked as often as for one."""
    found = [Search(delegation) for delegation in delegations]
    prefetch_related_objects([each.delegation for each in found], "participants__term__official")
    commitments = _commitments_by_code(found)
    contracts = _contracts_by_code(commitments)
    payments = _payments_of(found)
    for each in found:
        code, (first, last) = each.delegation.code, each.days
        measures = (None, each.delegation.measure_id)
        mine = [
            row for row in payments if row.measure_id in measures and first and last and first <= row.paid_on <= last
        ]
        # What a search would ask for itself stands there already.
        vars(each).update(commitments=commitments.get(code, []), candidates=mine[:MOST])
        vars(each).update(_contracts=contracts.get(code, set()))
    return found


def _commitments_by_code(found: list[Search]) -> dict[str, list[Commitment]]:
    """Return the commitments of delegations, those that stand first, by the codes of the delegations."""
    rows = Commitment.objects.filter(measure__in={each.delegation.measure_id for each in found} - {None})
    by_code: dict[str, list[Commitment]] = {}
    for row in rows.filter(record_key__startswith=money.PREFIX).order_by(F("cancelled_on").asc(nulls_first=True), "pk"):
        by_code.setdefault(money.code_of(row), []).append(row)
    return by_code


def _contracts_by_code(commitments: dict[str, list[Commitment]]) -> dict[str, set[str]]:
    """Return the contracts that payments under commitments name, by the codes of their delegations."""
    codes = {row.pk: code for code, rows in commitments.items() for row in rows}
    known = Payment.objects.filter(commitment__in=list(codes)).exclude(contract="")
    by_code: dict[str, set[str]] = {}
    for commitment, contract in known.values_list("commitment", "contract"):
        by_code.setdefault(codes[commitment], set()).add(ukrainian.search_key(contract))
    return by_code


def _payments_of(found: list[Search]) -> list[Payment]:
    """Return the payments of all days of some trips that no commitment has, of their measures or of none."""
    days = [each.days for each in found if each.delegation.measure_id and each.days[0] and each.days[1]]
    if not days:
        return []
    first, last = min(day for day, _last in days if day), max(day for _first, day in days if day)
    of_measure = Q(measure__in={each.delegation.measure_id for each in found}) | Q(measure=None, is_outside=False)
    rows = Payment.objects.between(first, last).filter(of_measure, commitment=None)
    return list(rows.select_related("source", "measure").order_by("paid_on", "pk")[: 2 * MOST])


def confirm_payments(*, delegation: Delegation, payments: Iterable[int], by: User, reason: str = "") -> list[Payment]:
    """Put payments, by their primary keys, under the delegation's commitments; return those that were not there yet.

    All of them or none. A payment that waits for a measure becomes the measure's. Raises ``ValidationError`` where one
    is under another commitment or of another measure, or where the delegation has no commitment of its source;
    ``ReasonNeeded`` without a reason where a closed period counts one.
    """
    search = Search(delegation)
    own = {row.pk for row in search.commitments}
    done = []
    with late_changes(reason=reason, by=by):
        for payment in Payment.objects.select_for_update(of=("self",)).filter(pk__in=list(payments)).order_by("pk"):
            if payment.commitment_id in own:
                continue
            done.append(_under(payment, search.commitment_for(payment), by))
    return done


def _under(payment: Payment, commitment: Commitment | None, by: User) -> Payment:
    """Put a payment under a commitment."""
    if payment.commitment_id:
        raise ValidationError(_("“%(payment)s” is paid under another commitment.") % {"payment": payment})
    if commitment is None:
        sentence = _("“%(payment)s”: the delegation has no commitment of this source. Commit its estimate first.")
        raise ValidationError(sentence % {"payment": payment})
    payment.commitment = commitment
    payment._history_user = by  # type: ignore[attr-defined]
    try:
        payment.full_clean()
    except ValidationError as error:
        raise ValidationError([f"{payment}: {message}" for message in error.messages]) from error
    payment.save()
    return payment
