"""Pictures among what the portal holds of persons: found by who is named beside them, erased by withdrawing."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.gallery.services import KIND
from oleksandria_intl.models import Picture
from oleksandria_intl.personal_data.people import Holding, Kind, Person, register


def _person(picture: Picture) -> Person:
    return Person(KIND, picture.pk, str(picture), picture.consent_by)


def _find(words: list[str]) -> Iterator[Person]:
    """Yield the pictures whose words, author or consent have all the words."""
    for picture in Picture.objects.there():
        text = ukrainian.search_key(f"{picture.caption_uk} {picture.alt_uk} {picture.author} {picture.consent_by}")
        if all(word in text for word in words):
            yield _person(picture)


def _get(pk: int) -> Person | None:
    picture = Picture.objects.filter(pk=pk).first()
    return _person(picture) if picture else None


def register_pictures() -> None:
    """Register pictures as something that is found and erased."""
    register(KIND, Kind(_("Pictures"), _find, _get, lambda person: [Holding(Picture, person.pk)]))
