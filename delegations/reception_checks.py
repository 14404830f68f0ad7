"""What must agree in receptions and in the stock of souvenirs, and what of them waits for the office."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Delegation, Giving, Purchase, StayItem
from delegations.receptions import Reception
from oleksandria_intl.checks import Finding, register_of_portal, warning
from oleksandria_intl.waiting import Waiting, register
from oleksandria_intl.work import Work

Status = Delegation.Status


@register_of_portal
def stays() -> Iterator[Finding]:
    """The programme of a stay keeps to its days."""
    for item in StayItem.objects.outside():
        sentence = _("“%(item)s” is outside the days of “%(delegation)s”.")
        yield warning(sentence % {"item": item, "delegation": item.delegation}, item.delegation, "period_start")


@register_of_portal
def guests() -> Iterator[Finding]:
    """Somebody heads the guests of an ordered reception, and its estimate counts no more persons than come."""
    for delegation in Delegation.objects.guests().with_details():
        if delegation.status in (Status.ORDERED, Status.REPORTED):
            yield from of_reception(Reception(delegation))


def of_reception(reception: Reception) -> Iterator[Finding]:
    """Yield what does not agree between the guests and the estimate."""
    delegation = reception.delegation
    if reception.head is None:
        yield warning(_("“%(delegation)s”: say who heads the guests.") % {"delegation": delegation}, delegation)
    for line in reception.lines:
        if line.persons > reception.number:
            sentence = _("“%(line)s” of “%(delegation)s” counts %(persons)d persons, and %(guests)d guests come.")
            known = {"line": line, "delegation": delegation, "persons": line.persons, "guests": reception.number}
            yield warning(sentence % known, delegation)


@register_of_portal
def purchases() -> Iterator[Finding]:
    """It is known by which payment souvenirs were bought, and no payment bought for more than was paid."""
    for purchase in Purchase.objects.without_payment().select_related("item"):
        sentence = _("It is not said by which payment “%(purchase)s” was bought.")
        yield warning(sentence % {"purchase": purchase}, purchase, "payment")
    for payment, bought in Purchase.objects.above_payment():
        sentence = _("Souvenirs for %(bought)s are said to be bought by the payment “%(payment)s”, which is less.")
        yield warning(sentence % {"bought": bought, "payment": payment}, payment)


@register
def givings_to_write_off(person: User) -> Iterator[Waiting]:
    """Souvenirs that were given, and no act writes off."""
    if not person.has_perm("delegations.add_writeoffact"):
        return
    count = Giving.objects.waiting().count()
    sentence = ngettext(
        "%(count)d giving of souvenirs is not written off.",
        "%(count)d givings of souvenirs are not written off.",
        count,
    ) % {"count": count}
    yield Waiting(sentence, f"{reverse('admin:delegations_giving_changelist')}?state=waiting", count, Work.VISITS)
