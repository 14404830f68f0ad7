"""What is done with greetings: one verb each, atomic, with who acts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import clock
from oleksandria_intl.models import Body, Decision, Term
from partners.models import City, Greeting
from partners.occasions import occasion_in


@transaction.atomic
def begin_greeting(*, city: City, occasion: str, year: int, by: User) -> Greeting:
    """Begin the letter to a city on an occasion of a year, to whom and by whom the last was; return one that is there.

    The first letter is the mayor's.

    Raises ``ValidationError`` where the city has no such day.
    """
    if there := Greeting.objects.in_year(city.slug, occasion, year):
        return there
    day = occasion_in(city, occasion, year)
    if day is None:
        raise ValidationError(_("The city day is not known: enter it on the page of the city first."))
    greeting = Greeting(city=city, occasion=occasion, day=day)
    if before := Greeting.objects.last_to(city):
        greeting.addressee_uk, greeting.addressee_en = before.addressee_uk, before.addressee_en
    greeting.signatory = usual_signatory()
    _save(greeting, by)
    return greeting


def usual_signatory() -> Term | None:
    """Return who signs the next letter: who signed the last, or the mayor."""
    last = Greeting.objects.last_signed()
    return last.signatory if last else _mayor()


def _mayor() -> Term | None:
    """Return who signs the first letter: the mayor of the register, or who signed the last decision."""
    mayor = Body.objects.filter(kind=Body.Kind.MAYOR).select_related("head").order_by("code").first()
    return mayor.head if mayor and mayor.head else Decision.objects.last_signatory()


@transaction.atomic
def mark_sent(*, greeting: Greeting, on: date, way: str, by: User) -> None:
    """Note that a greeting was sent: when, how and by whom.

    Raises ``ValidationError`` for a day to come, and where it is marked as sent already.
    """
    stored = Greeting.objects.select_for_update(of=("self",)).get(pk=greeting.pk)
    if stored.sent_on:
        raise ValidationError(_("The greeting was sent on %(day)s already.") % {"day": f"{stored.sent_on:%d.%m.%Y}"})
    if on > clock.today():
        raise ValidationError({"on": _("This day has not come yet: say when the greeting was sent.")})
    stored.sent_on, stored.sent_way, stored.sent_by = on, way, by
    _save(stored, by)
    greeting.refresh_from_db()


@transaction.atomic
def take_back_sending(*, greeting: Greeting, reason: str, by: User) -> None:
    """Note that a greeting was not sent after all; the history keeps why, and what was said before.

    Raises ``ValidationError`` where it is not marked as sent.
    """
    stored = Greeting.objects.select_for_update(of=("self",)).get(pk=greeting.pk)
    if stored.sent_on is None:
        raise ValidationError(_("The greeting is not marked as sent."))
    stored.sent_on, stored.sent_way, stored.sent_by = None, "", None
    stored._change_reason = reason
    _save(stored, by)
    greeting.refresh_from_db()


def _save(row: Any, by: User) -> None:
    row._history_user = by
    row.save()
