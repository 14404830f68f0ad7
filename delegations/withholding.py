"""What was made from a trip that is withheld, and is withheld with it: order, papers, commitments, payments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from budget.models import Commitment, Payment
from delegations import money
from delegations.models import Delegation
from oleksandria_intl import acts, ukrainian, withheld
from oleksandria_intl.gallery import owners
from oleksandria_intl.models import Decision, IssuedPaper

SHORTEST_STEM = 4
ORDER = "розпорядж"
ENDING = 2
"""Letters of a place's name that change with the case: «Яроцин», «Яроцина», «Яроцином»."""


def trips(on: date) -> QuerySet[Delegation]:
    """Return the trips that are withheld on a day."""
    found: QuerySet[Delegation] = Delegation.objects.withheld(on).order_by()
    return found


def orders(on: date) -> QuerySet[Any, Any]:
    """Return the primary keys of the orders of trips."""
    return trips(on).filter(order__isnull=False).values("order")


def papers(on: date) -> QuerySet[Any, Any]:
    """Return the primary keys of papers of trips, of parts of them («jarocin/2»), and of their orders."""
    keys = Q(pk__in=())
    for code, order in trips(on).values_list("code", "order__code"):
        keys |= Q(key=code) | Q(key__startswith=f"{code}/")
        keys |= Q(key=f"{acts.PREFIX}{order}") if order else Q()
    return IssuedPaper.objects.filter(keys).order_by().values("pk")


def commitments(on: date) -> QuerySet[Any, Any]:
    """Return the primary keys of commitments that estimates of trips made."""
    keys = [Q(record_key__startswith=money.key_of(trip)) for trip in trips(on)]
    return Commitment.objects.filter(reduce(or_, keys, Q(pk__in=()))).order_by().values("pk")


def payments(on: date) -> QuerySet[Any, Any]:
    """Return the primary keys of payments of trips: under their commitments, and those that name where they lead."""
    found = reduce(or_, _namings(on), Q(commitment__in=commitments(on)))
    return Payment.objects.filter(found).order_by().values("pk")


def _namings(on: date) -> Iterator[Q]:
    """Yield what holds of payments that name the place where a trip leads, in any case, or the number of its order."""
    for trip in trips(on).select_related("city", "order"):
        for name in map(ukrainian.search_key, trip.place_names):
            yield Q(search_text__contains=name[: max(SHORTEST_STEM, len(name) - ENDING)])
        if number := ukrainian.search_key(trip.order.number if trip.order else ""):
            yield Q(search_text__contains=ORDER) & Q(search_text__contains=f" {number}")


def register() -> None:
    """Say what trips withhold of the apps that know none."""
    withheld.register(Decision, orders)
    withheld.register(IssuedPaper, papers)
    withheld.register(Commitment, commitments)
    withheld.register(Payment, payments)


def register_pictures() -> None:
    """Let delegations have pictures, which appear with them."""
    owners.register("delegation", owners.Owner(Delegation, "code", lambda on: Delegation.objects.public(on)))
