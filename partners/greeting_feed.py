"""The calendar of greetings, to which the phones and mail programs of staff subscribe by a secret address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from oleksandria_intl import clock, icalendar
from oleksandria_intl.files import PAPER_LANGUAGE
from oleksandria_intl.icalendar import ESCAPES
from partners.models import City, Greeting, Occasion
from partners.occasions import occasions

SEEN_BY = "partners.view_greeting"
BEHIND, AHEAD = timedelta(days=60), timedelta(days=366)
"""How far the calendar goes into the past and into the future."""
KEY_LENGTH = 32


def key_of(person: User) -> str:
    """Return the secret part of a member of staff's address: another password makes another key."""
    digest = salted_hmac("partners.greeting_feed", f"{person.pk}:{person.password}", algorithm="sha256").hexdigest()
    return f"{person.pk}-{digest[:KEY_LENGTH]}"


def owner_of(key: str) -> User | None:
    """Return whose key it is; None where it is nobody's, or its owner may not see greetings any more."""
    pk = key.partition("-")[0]
    person = (
        User.objects.filter(pk=int(pk)).first()
        if pk.isdecimal() and pk.isascii() and len(pk) < KEY_LENGTH // 4
        else None
    )
    if person is None or not constant_time_compare(key, key_of(person)):
        return None
    return person if person.is_active and person.is_staff and person.has_perm(SEEN_BY) else None


@never_cache
def secret_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Send the calendar to whoever has the key; a wrong key is answered like an address that is not there."""
    if owner_of(key) is None:
        raise Http404
    return answer(request)


def answer(request: HttpRequest) -> HttpResponse:
    """Return the calendar as a file, in Ukrainian."""
    today = clock.today()
    with override(PAPER_LANGUAGE):
        lines = events(today, request.build_absolute_uri("/").rstrip("/"), clock.beginning_of(today))
        made = icalendar.calendar(lines, product="greetings", name=_("Greetings to partners"))
    sent = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    sent["Content-Disposition"] = 'inline; filename="greetings.ics"'
    return sent


def events(on: date, site: str, made_at: datetime) -> Iterator[str]:
    """Yield the lines of every occasion around a day; ``site`` is «https://host», ``made_at`` is in UTC."""
    first, last = on - BEHIND, on + AHEAD
    sent = {(one.city_id, one.occasion, one.day): one for one in Greeting.objects.between(first, last).sent()}
    for city in City.objects.greeted(on):
        for occasion, day in occasions(city, first, last):
            yield from _event(city, occasion, day, sent.get((city.pk, occasion, day)), site, made_at)


def _event(city: City, occasion: str, day: date, sent: Greeting | None, site: str, made_at: datetime) -> Iterator[str]:
    """Yield an event's lines: a whole day, until the day after it, as the standard counts (3.6.1)."""
    label: Any = Occasion(occasion).label
    state = _("Sent on %(day)s.") % {"day": f"{sent.sent_on:%d.%m.%Y}"} if sent else _("Not sent yet.")
    address = f"{site}{reverse('admin:partners_greeting_due')}"
    yield "BEGIN:VEVENT"
    yield f"UID:{city.slug}-{occasion}-{day.year}@{site.partition('://')[2].partition(':')[0]}"
    yield f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{f'{city}: {label}'.translate(ESCAPES)}"
    yield f"DESCRIPTION:{f'{state} {address}'.translate(ESCAPES)}"
    yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
