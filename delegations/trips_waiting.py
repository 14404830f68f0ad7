"""Trips and receptions to prepare: at the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Conference, Delegation, PlannedTrip, PlannedVisit
from oleksandria_intl import clock
from oleksandria_intl.waiting import FEW, Waiting, each_or_all, register
from oleksandria_intl.work import Work

AHEAD = timedelta(days=60)
"""How long before it begins a planned trip is to be prepared."""
MAY_PREPARE = ("delegations.change_delegation", "delegations.add_delegationstep")
DELEGATION = "admin:delegations_delegation"


@register
def orders_to_issue(person: User) -> Iterator[Waiting]:
    """Delegations that are prepared and have no order yet, for those who prepare them or record the order."""
    if not any(person.has_perm(name) for name in MAY_PREPARE):
        return
    rows = Delegation.objects.being_prepared()
    may_step = person.has_perm("delegations.add_delegationstep")
    yield from each_or_all(
        list(rows[: FEW + 1]), lambda row: _to_order(row, may_step=may_step), lambda: _all_to_order(rows.count())
    )


def _to_order(row: Delegation, *, may_step: bool) -> Waiting:
    """Return a delegation, where its order is recorded or what it needs is entered; until it begins."""
    if may_step:
        sentence, link = _("Issue the order: %(trip)s."), reverse(f"{DELEGATION}_step", args=[row.pk, "ordered"])
    else:
        sentence, link = _("Prepare for the order: %(trip)s."), reverse(f"{DELEGATION}_change", args=[row.pk])
    return Waiting(sentence % {"trip": row}, link, 1, Work.VISITS, row.starts_on)


def _all_to_order(count: int) -> Waiting:
    sentence = ngettext("%(count)d delegation has no order yet.", "%(count)d delegations have no order yet.", count)
    address = f"{reverse(f'{DELEGATION}_changelist')}?status__exact=prepared"
    return Waiting(sentence % {"count": count}, address, count, Work.VISITS)


@register
def trips_to_prepare(person: User) -> Iterator[Waiting]:
    """Planned visits and conferences that begin within 60 days and have no delegation yet."""
    if not person.has_perm("delegations.add_delegation"):
        return
    yield from _of_kind(PlannedVisit, Delegation.Kind.VISIT)
    yield from _of_kind(Conference, Delegation.Kind.CONFERENCE)


def _of_kind(model: type[PlannedTrip], kind: str) -> Iterator[Waiting]:
    rows, page = _to_prepare(model, kind, clock.today()), f"admin:{model._meta.label_lower.replace('.', '_')}"
    few = list(rows[: FEW + 1])
    yield from each_or_all(few, lambda row: _planned(row, page), lambda: _all_to_prepare(rows.count(), page))


def _to_prepare(model: type[PlannedTrip], kind: str, today: date) -> Any:
    manager: Any = model._default_manager
    rows = manager.public(today).without_delegation(kind, Delegation.objects)
    return rows.beginning(today, today + AHEAD).named().order_by("period_start", "pk")


def _planned(row: PlannedTrip, page: str) -> Waiting:
    """Return a planned trip, and where its delegation is prepared; until it begins, where the day is known."""
    link = reverse(f"{page}_prepare", args=[row.pk])
    due = row.period_start if row.period_precision == "day" else None
    return Waiting(_("Prepare the planned trip: %(trip)s.") % {"trip": row}, link, 1, Work.VISITS, due)


def _all_to_prepare(count: int, page: str) -> Waiting:
    sentence = ngettext(
        "%(count)d planned trip has no delegation yet.", "%(count)d planned trips have no delegation yet.", count
    )
    return Waiting(sentence % {"count": count}, reverse(f"{page}_changelist"), count, Work.VISITS)
