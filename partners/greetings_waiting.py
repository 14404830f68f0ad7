"""Greetings that are due: at the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oleksandria_intl import clock
from oleksandria_intl.waiting import Waiting, each_or_all, register
from oleksandria_intl.work import Work
from partners.occasions import Due, due


@register
def greetings(person: User) -> Iterator[Waiting]:
    """Greetings that are due within 60 days, for those who may mark them as sent."""
    found = due(clock.today()) if person.has_perm("partners.change_greeting") else []
    yield from each_or_all(found, _waiting, lambda: _together(found))


def _waiting(each: Due) -> Waiting:
    """Return a greeting: where its letter is, or where it is begun."""
    said = {"city": each.city.name_uk, "occasion": each.occasion_words}
    link = reverse("admin:partners_greeting_due")
    if each.greeting:
        link = reverse("admin:partners_greeting_change", args=[each.greeting.pk])
    return Waiting(_("Greeting to send: %(city)s, %(occasion)s.") % said, link, 1, Work.PARTNERS, each.day)


def _together(found: list[Due]) -> Waiting:
    first = found[0]
    sentence = ngettext(
        "%(count)d greeting is due: %(city)s, %(occasion)s, %(day)s",
        "%(count)d greetings are due, the first of them: %(city)s, %(occasion)s, %(day)s",
        len(found),
    )
    said = {"city": first.city.name_uk, "occasion": first.occasion_words, "day": date_format(first.day, "j E Y")}
    link = reverse("admin:partners_greeting_due")
    return Waiting(sentence % {"count": len(found), **said}, link, len(found), Work.PARTNERS)
