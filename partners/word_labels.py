"""What staff call the words in braces of letters to partners and of texts about our city."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import words_in_braces
from oleksandria_intl.models import Council
from partners.documents.words import words_for
from partners.models import Greeting, OfficeText

LABELS: dict[str, Any] = {
    "місто": _("name of the partner city"),
    "країна": _("name of its country"),
    "наше місто": _("name of our city"),
    "city": _("name of the partner city in English"),
    "country": _("name of its country in English"),
    "year": _("the year, in figures"),
    "our city": _("name of our city in English"),
}
OF_LETTERS = ("місто", "країна", "рік", "city", "country", "year")
"""Those that each letter fills in for itself."""


def register() -> None:
    """Have the words offered in these texts."""
    words_in_braces.register_labels(LABELS)
    words_in_braces.register_reader(Greeting, _of_greeting)
    words_in_braces.register_reader(OfficeText, _of_text)


def _of_greeting(greeting: Greeting) -> Mapping[str, str]:
    return words_for(greeting.city, greeting.day.year, Council.objects.for_papers())


def _of_text(text: OfficeText) -> Mapping[str, str]:
    """Return the words of a text for all partners: those that differ from letter to letter stay as they are."""
    council = Council.objects.for_papers()
    ours = {"наше місто": council.city_uk, "our city": council.city_en or council.city_uk}
    letters = {} if text.kind == OfficeText.Kind.OUR_CITY else {word: f"{{{word}}}" for word in OF_LETTERS}
    return letters | ours
