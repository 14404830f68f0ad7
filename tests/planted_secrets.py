"""Secrets planted in every field that is for staff alone, and in all that belongs to a trip that is withheld."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction

from delegations.models import EstimateLine, Participant
from oleksandria_intl import guards, privacy
from oleksandria_intl.models import KeyField, Official, SearchEntry, Term
from oleksandria_intl.privacy import Seen
from oleksandria_intl.roles import BY_ITSELF
from tests import spending
from tests.delegations import trips

TRACE = re.compile(r"(?:Ѫ|\\u046a|&#1130;|%D1%AA)(\d+)(?:Ѫ|\\u046a|&#1130;|%D1%AA)", re.IGNORECASE)
"""A letter that stands nowhere else, as texts, JSON, XML and addresses write it, around the number of a secret."""
OF_TRIP = (trips.PLACE, trips.PLACE[:-1], trips.ORDER_NUMBER, "trip-order", "Потаємний", "78901")
"""What nobody may learn of the trip that is withheld: where, by which order, who, the day's sum."""


def plant() -> dict[str, str]:
    """Write a secret of its own into each text that is for staff alone; return the fields by secrets."""
    numbers, planted = count(1), {}
    with guards.lifted():
        for field in filter(_takes_secret, _staff_fields()):
            number = str(next(numbers))
            if _written(field, f"Ѫ{number}Ѫ"):
                planted[number] = str(field)
    return planted


def _staff_fields() -> list[Any]:
    labels = [label for label in privacy.TABLE if label not in BY_ITSELF]
    fields = [(label, field) for label in labels for field in apps.get_model(label)._meta.concrete_fields]
    return [field for label, field in fields if privacy.seen(label, field.name) is Seen.STAFF]


def _takes_secret(field: Any) -> bool:
    """Whether any text may stand in a field; files are looked at by their own test."""
    if isinstance(field, (models.FileField, KeyField)) or not isinstance(field, (models.CharField, models.TextField)):
        return False
    return not (field.unique or field.choices) and (field.max_length or 100) >= 9


def _written(field: Any, secret: str) -> bool:
    """Say whether a secret could be written into all rows of a field's table."""
    try:
        with transaction.atomic():
            return bool(field.model._base_manager.update(**{field.name: secret}))
    except DatabaseError:
        return False


def plant_trip() -> None:
    """Make a trip that is not over, with all that is made from it, and nothing of which may be seen."""
    row = trips.trip(invitation=f"запрошення міста {trips.PLACE}", payer_words=f"за рахунок міста {trips.PLACE}")
    official = Official.objects.create(code="hidden", surname="Потаємний", given_name="Лев")
    term = Term.objects.create(official=official, code="hidden", post_uk="Радник Потаємний")
    Official.objects.filter(pk=official.pk).update(surname="Відомий")
    Participant.objects.create(delegation=row, place=1, category="member", name_uk="Потаємний Лев")
    Participant.objects.create(delegation=row, place=2, category="official", term=term)
    EstimateLine.objects.create(delegation=row, kind="travel", source=spending.source(), amount="78901.00")
    trips.money()
    for key in ("trip", "d/trip-order"):
        trips.issued(key)


def traces(text: str, planted: dict[str, str]) -> set[str]:
    """Return the fields whose secrets stand in a text, and what it says of the trip."""
    found = {planted.get(number, number) for number in TRACE.findall(text)}
    return found | {word for word in OF_TRIP if word in text}


def indexed() -> str:
    """Return all that the search can find."""
    return repr(list(SearchEntry.objects.values_list("title_uk", "title_en", "text_uk", "text_en", "key")))
