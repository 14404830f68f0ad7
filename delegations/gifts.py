"""What is done with the stock of souvenirs: one verb each, atomic, naming who acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from delegations.models import CommissionMember, Delegation, Giving, Purchase, WriteOffAct
from oleksandria_intl import clock

LEAST_MEMBERS = 3
"""A commission of fewer signs nothing."""


@transaction.atomic
def give(
    *,
    purchase: Purchase,
    quantity: int,
    to_whom: str,
    by: User,
    delegation: Delegation | None = None,
    event: str = "",
    on: date | None = None,
) -> Giving:
    """Hand over so many of a purchase to somebody at an event; return the giving. Nobody else takes of it meanwhile.

    Raises ``ValidationError`` where fewer are left, where it was bought later, and where no event or nobody is named.
    """
    stock = Purchase.objects.select_for_update(of=("self",)).get(pk=purchase.pk)
    giving = Giving(
        purchase=stock,
        quantity=quantity,
        to_whom=to_whom,
        delegation=delegation,
        event=event,
        given_on=on or clock.today(),
    )
    giving.full_clean()
    giving._history_user = by  # type: ignore[attr-defined]
    giving.save()
    return giving


@transaction.atomic
def begin_write_off(*, givings: Iterable[Giving], by: User) -> WriteOffAct:
    """Begin an act that writes off these givings, with the commission of the last act; return it.

    Raises ``ValidationError`` where there are none, where an act has one of them already, and where they are of
    several events.
    """
    asked = [giving.pk for giving in givings]
    rows = list(Giving.objects.select_for_update(of=("self",)).filter(pk__in=asked).order_by("given_on", "pk"))
    if not rows:
        raise ValidationError(_("Choose what is to be written off."))
    if taken := next((row for row in rows if row.act), None):
        raise ValidationError(_("“%(giving)s” is in the act %(act)s already.") % {"giving": taken, "act": taken.act})
    events = {(row.delegation, row.event) for row in rows if row.way != Giving.Way.LOST}
    if len(events) > 1:
        raise ValidationError(_("An act writes off what was given at one event: choose the givings of one."))
    delegation, event = next(iter(events), (None, ""))
    last = WriteOffAct.objects.first()
    act = WriteOffAct(
        delegation=delegation,
        event=event,
        drawn_on=max(clock.today(), rows[-1].given_on),
        order_words=last.order_words if last else "",
        approver=last.approver if last else None,
    )
    act._history_user = by  # type: ignore[attr-defined]
    act.save()
    for row in rows:
        row.act = act
        row._history_user = by
        row.save()
    for member in last.commission.all() if last else ():
        _copy_member(member, act, by)
    return act


def _copy_member(member: CommissionMember, act: WriteOffAct, by: User) -> None:
    copy = CommissionMember(act=act, order=member.order, term=member.term, is_chair=member.is_chair)
    copy._history_user = by  # type: ignore[attr-defined]
    copy.save()


@transaction.atomic
def sign_write_off(*, act: WriteOffAct, on: date, by: User) -> WriteOffAct:
    """Record that an act was signed on a day; from then on neither it nor what it writes off changes.

    Raises ``ValidationError`` where it is signed already, lacks its number, who approves it, a chair or members of
    its commission, where it writes off nothing, and where the day is before its own, before a giving or after today.
    """
    row = WriteOffAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    if row.signed_on:
        raise ValidationError(_("The act is signed already."))
    if on > clock.today():
        raise ValidationError({"on": _("This day has not come yet.")})
    if on < row.drawn_on:
        raise ValidationError({"on": _("It is signed on the day of the act or later.")})
    if lacks := list(lacking(row)):
        raise ValidationError(lacks)
    row.signed_on = on
    row._history_user = by
    row.save()
    return row


def lacking(act: WriteOffAct) -> Iterable[str]:
    """Yield what an act lacks to be signed, each in a sentence."""
    if not act.number:
        yield _("The act has no number.")
    if act.approver is None:
        yield _("The act does not say who approves it.")
    members = list(act.commission.all())
    if len(members) < LEAST_MEMBERS:
        yield _("The commission has fewer than %(least)d members.") % {"least": LEAST_MEMBERS}
    if not any(member.is_chair for member in members):
        yield _("The commission has no chair.")
    givings = list(act.givings.all())
    if not givings:
        yield _("The act writes off nothing.")
    if any(giving.given_on > act.drawn_on for giving in givings):
        yield _("Something was given after the day of the act.")
