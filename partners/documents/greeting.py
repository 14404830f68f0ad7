"""The letter of greeting to a partner on its city day or on New Year, in Ukrainian and in English."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Blocks,
    Letterhead,
    LetterheadLine,
    Requisites,
    Signature,
)
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Council
from partners.documents.words import ENGLISH, UKRAINIAN, moment_of, words_for
from partners.models import City, Greeting, Occasion, OfficeText
from partners.occasions import occasion_in

SUBJECT = "greeting"
NUMBER_BLANK, DAY_BLANK = "_____", "_____"
KEY_PARTS = 3


class Words(NamedTuple):
    """The fixed words of a letter in one language."""

    title: str
    number: str


WORDS = {
    UKRAINIAN: {
        Occasion.CITY_DAY: Words("Вітання з Днем міста", "№"),
        Occasion.NEW_YEAR: Words("Вітання з Новим роком", "№"),
    },
    ENGLISH: {
        Occasion.CITY_DAY: Words("Greeting on the city day", "No."),
        Occasion.NEW_YEAR: Words("New Year greeting", "No."),
    },
}


def find(key: str, scope: papers.Scope) -> Greeting:
    """Return the greeting that a key names, not begun yet it may be; raises ``PaperNotFound`` with a sentence."""
    parts = key.split("/")
    if len(parts) != KEY_PARTS or parts[1] not in Occasion.values or not is_year(parts[2]):
        raise papers.PaperNotFound(_("There is no greeting “%(key)s”.") % {"key": key})
    slug, occasion, year = parts[0], parts[1], int(parts[2])
    if begun := Greeting.objects.in_year(slug, occasion, year):
        return begun
    city = City.objects.of_slug(slug)
    day = occasion_in(city, occasion, year) if city else None
    if city is None or day is None:
        raise papers.PaperNotFound(_("There is no greeting “%(key)s”.") % {"key": key})
    return Greeting(city=city, occasion=occasion, day=day)


def is_year(text: str) -> bool:
    """Say whether a text is a year of the calendar."""
    return text.isascii() and text.isdecimal() and date.min.year <= int(text[:5]) <= date.max.year


def letter(language: str, greeting: Greeting) -> Document:
    """Return the letter in a language; raises ``PaperNotFound`` where no text of it is written yet."""
    council, words = Council.objects.for_papers(), WORDS[language][Occasion(greeting.occasion)]
    in_english = language == ENGLISH
    name = (council.name_en if in_english else "") or council.name_uk
    city = (greeting.city.full_name_en if in_english else "") or greeting.city.full_name_uk
    blocks = (
        _letterhead(name, "" if in_english else council.region_genitive, council),
        _requisites(greeting, words, council, language),
        *_addressee(greeting, language),
        *_text(greeting, council, language),
        *_signature(greeting, language),
    )
    return Document(
        title=f"{words.title}: {city}",
        author=name,
        blocks=sourced(blocks, source_of(greeting)),
        dated=moment_of(*([greeting] if greeting.pk else []), day=greeting.day),
        language=language,
        is_letter=True,
    )


def _letterhead(name: str, region: str, council: Council) -> Letterhead:
    lines = [LetterheadLine(line.upper()) for line in (name, region) if line]
    return Letterhead(tuple(lines), emblem=council.has_emblem, source=source_of(council))


def _requisites(greeting: Greeting, words: Words, council: Council, language: str) -> Requisites:
    place = council.city_en or council.city_uk if language == ENGLISH else council.place
    number = f"{words.number} {greeting.number or NUMBER_BLANK}"
    return Requisites(_dated(greeting, language), number, place, source=source_of(greeting))


def _dated(greeting: Greeting, language: str) -> str:
    """Return the date of the letter: «від 6 травня 2021 року», "6 May 2021"; a blank for a day that is not known."""
    day = greeting.dated
    if language == ENGLISH:
        with override(ENGLISH):
            return f"{day.day} {MONTHS[day.month]} {day.year}" if day else f"{DAY_BLANK} {greeting.day.year}"
    return f"від {ukrainian.long_date(day)}" if day else f"від {DAY_BLANK} {greeting.day.year} року"


def _addressee(greeting: Greeting, language: str) -> Blocks:
    named = greeting.addressee_en if language == ENGLISH else greeting.addressee_uk
    return (ApprovalMark((named,), source=source_of(greeting, f"addressee_{language}")),) if named else ()


def _text(greeting: Greeting, council: Council, language: str) -> Blocks:
    """Return the letter's own text, else that which the office writes to all on the occasion."""
    field = f"text_{language}"
    common = OfficeText.objects.filter(kind=greeting.occasion).first()
    row: Any = greeting if getattr(greeting, field) else common
    text = getattr(row, field) if row else ""
    if not text:
        raise papers.PaperNotFound(
            _("The text of the greeting is not written in this language yet: write it in “Texts for partners”.")
        )
    words = words_for(greeting.city, greeting.day.year, council)
    return sourced(blocks_from(expand(text, words)), source_of(row, field))


def _signature(greeting: Greeting, language: str) -> Blocks:
    """Return who signs; in English by the English names of post and person, where they are known."""
    term = greeting.signatory
    if term is None:
        return ()
    source = source_of(greeting, "signatory")
    if language == ENGLISH:
        return (Signature(term.post_en or term.post_uk, term.official.name_en or str(term.official), source=source),)
    return (Signature(term.post_uk, term.official.signature(greeting.dated or greeting.day), source=source),)


def data_of(greeting: Greeting) -> dict[str, Any]:
    """Return which greeting it is; whom it is addressed to by name stays in the office."""
    return {
        "city": greeting.city.slug,
        "occasion": greeting.occasion,
        "day": str(greeting.day),
        "sent_on": str(greeting.sent_on) if greeting.sent_on else None,
    }


KINDS = {
    "greeting-letter": (UKRAINIAN, gettext_lazy("letter of greeting")),
    "greeting-letter-en": (ENGLISH, gettext_lazy("letter of greeting in English")),
}

for place, (kind, (language, title)) in enumerate(KINDS.items()):
    papers.register(
        papers.PaperKind(
            kind=kind,
            app="partners",
            title=title,
            key_help=gettext_lazy("tervel/city-day/2021 or tervel/new-year/2021: the greeting of that year"),
            find=find,
            build=partial(letter, language),
            data=data_of,
            key_of=lambda greeting: greeting.key,
            of=SUBJECT,
            place=place,
        )
    )
