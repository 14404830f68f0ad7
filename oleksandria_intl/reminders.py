"""Letters to those whose turn it is: what waits for them on the front page of the admin, once a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from oleksandria_intl.models import Unreminded
from oleksandria_intl.waiting import Waiting, waiting

REMEMBERED = timedelta(days=2)
UNSENT = (OSError, ValueError)
"""What comes of a server that does not answer or refuses, and of an address that cannot be one."""


class Turn(NamedTuple):
    """A member of staff with an address for letters, and what waits for them."""

    person: User
    waits: list[Waiting]


def turns() -> Iterator[Turn]:
    """Yield everybody whose turn it is; nobody who is shut out, has no address, wants no letters, or is free."""
    people = User.objects.filter(is_active=True, is_staff=True, unreminded=None).exclude(email="")
    for person in people.order_by("username"):
        if waits := waiting(person):
            yield Turn(person, sorted(waits, key=_day))


def _day(waits: Waiting) -> date:
    """Return the last day on which it is in time; what has none stands last."""
    return waits.due or date.max


def wants_reminders(person: User) -> bool:
    """Whether a member of staff is to be written to."""
    return not Unreminded.objects.filter(person=person).exists()


def set_reminders(*, person: User, wanted: bool) -> None:
    """Begin or stop to write to a member of staff what waits for them."""
    if wanted:
        Unreminded.objects.filter(person=person).delete()
    else:
        Unreminded.objects.get_or_create(person=person)


def remind(turn: Turn, on: date) -> bool:
    """Write to a member of staff, once a day; return whether a letter was sent.

    Raises ``UNSENT`` where it cannot be sent: then it may be tried again.
    """
    shared, key = caches["shared"], f"reminded-{turn.person.pk}-{on.isoformat()}"
    if not shared.add(key, True, REMEMBERED.total_seconds()):
        return False
    try:
        letter(turn).send()
    except UNSENT:
        shared.delete(key)
        raise
    return True


def letter(turn: Turn) -> EmailMessage:
    """Return the letter: every sentence with the address where it is done."""
    count = len(turn.waits)
    public = urlsplit(settings.PUBLIC_URL)
    words = {"waits": turn.waits, "origin": f"{public.scheme}://{public.netloc}", "site": settings.PUBLIC_URL}
    return EmailMessage(
        ngettext("%(count)d matter waits for you", "%(count)d matters wait for you", count) % {"count": count},
        render_to_string("account/email/reminder.txt", words),
        settings.DEFAULT_FROM_EMAIL,
        [turn.person.email],
    )
