"""What waits for those who look after the money of delegations: payments to confirm, estimates to commit anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations import money
from delegations.found_payments import AFTER, searches
from delegations.models import Delegation
from oleksandria_intl import clock
from oleksandria_intl.checks import Finding, register_of_portal, warning
from oleksandria_intl.waiting import Waiting, register
from oleksandria_intl.work import Work

MOST_TRIPS = 20
"""For so many trips payments are looked for at once."""


@register
def payments_to_confirm(person: User) -> Iterator[Waiting]:
    """Payments that are likely those of a trip whose order is issued, as long as payments are looked for."""
    if not person.has_perm("budget.change_payment"):
        return
    rows = Delegation.objects.ordered_until(clock.today() - AFTER)[:MOST_TRIPS]
    for search in searches(rows):
        row, count = search.delegation, sum(each.is_likely for each in search.found())
        sentence = ngettext(
            "%(trip)s: %(count)d payment may be of the trip.", "%(trip)s: %(count)d payments may be of the trip.", count
        )
        address = reverse("admin:delegations_delegation_payments", args=[row.pk])
        yield Waiting(sentence % {"trip": row, "count": count}, address, count, Work.VISITS)


@register_of_portal
def estimates_are_committed() -> Iterator[Finding]:
    """What the estimate of an ordered delegation takes of the city's budget is committed, no more and no less."""
    for row in Delegation.objects.with_order():
        if not money.is_committed_as_estimated(row):
            sentence = _("“%(trip)s”: the estimate is not what was committed when the order was issued.")
            yield warning(sentence % {"trip": row}, row)
