"""What waits for those who look after the money of delegations: payments to confirm, advances to report on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations import money, reporting
from delegations.found_payments import AFTER, searches
from delegations.models import Advance, Delegation
from oleksandria_intl import clock
from oleksandria_intl.checks import Finding, register_of_portal, warning
from oleksandria_intl.waiting import Waiting, each_or_all, register
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


@register
def advances_to_report(person: User) -> Iterator[Waiting]:
    """Money given on account on which a member has not reported after the return, with the last day for it."""
    if not person.has_perm("delegations.change_advance"):
        return
    rows = reporting.advances_to_report(clock.today())
    yield from each_or_all(rows, _to_report, lambda: _all_to_report(len(rows)))


def _to_report(advance_and_day: tuple[Advance, date | None]) -> Waiting:
    advance, due = advance_and_day
    member = advance.participant
    sentence = _("The report on the advance: %(member)s, %(trip)s.")
    link = reverse("admin:delegations_advance_change", args=[advance.pk])
    return Waiting(sentence % {"member": member.full_name, "trip": member.delegation}, link, 1, Work.VISITS, due)


def _all_to_report(count: int) -> Waiting:
    sentence = ngettext("%(count)d advance is not reported on.", "%(count)d advances are not reported on.", count)
    address = f"{reverse('admin:delegations_advance_changelist')}?reported_on__isempty=1"
    return Waiting(sentence % {"count": count}, address, count, Work.VISITS)


@register_of_portal
def estimates_are_committed() -> Iterator[Finding]:
    """What the estimate of an ordered delegation takes of the city's budget is committed, no more and no less."""
    for row in Delegation.objects.with_order():
        if not money.is_committed_as_estimated(row):
            sentence = _("“%(trip)s”: the estimate is not what was committed when the order was issued.")
            yield warning(sentence % {"trip": row}, row)
