"""Greetings that are due: at the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext

from oleksandria_intl import clock
from oleksandria_intl.waiting import Waiting, register
from partners.occasions import due


@register
def greetings(person: User) -> Iterator[Waiting]:
    """Greetings that are due within 60 days, for those who may mark them as sent."""
    found = due(clock.today()) if person.has_perm("partners.change_greeting") else []
    if not found:
        return
    first = found[0]
    sentence = ngettext(
        "%(count)d greeting is due: %(city)s, %(occasion)s, %(day)s",
        "%(count)d greetings are due, the first of them: %(city)s, %(occasion)s, %(day)s",
        len(found),
    )
    said = {"city": first.city.name_uk, "occasion": first.occasion_words, "day": date_format(first.day, "j E Y")}
    yield Waiting(sentence % {"count": len(found), **said}, reverse("admin:partners_greeting_due"), len(found))
