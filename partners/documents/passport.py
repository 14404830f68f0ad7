"""The passport of our city: one page for the mayor of a partner, in Ukrainian and in English."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import clock, papers, ukrainian
from oleksandria_intl.documents.blocks import Heading, Source
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Body, Council, Population
from oleksandria_intl.start.names import Community, community_of
from partners.documents.words import ENGLISH, UKRAINIAN, facts, moment_of
from partners.models import City, OfficeText

SUBJECT = "our-city"


class Words(NamedTuple):
    """The fixed words of the passport in one language."""

    title: str
    facts: str
    where: str
    inhabitants: str
    as_of: str
    mayor: str
    twins: str
    partners: str
    office: str
    address: str
    contacts: str
    portal: str


WORDS = {
    UKRAINIAN: Words(
        "ПАСПОРТ {of}",
        "{named} в цифрах і фактах",
        "Розташування",
        "Населення",
        "осіб, станом на",
        "{head}",
        "Міста-побратими",
        "Міста-партнери",
        "Відділ, що відповідає за співпрацю",
        "Адреса",
        "Електронна пошта, телефон",
        "Портал",
    ),
    ENGLISH: Words(
        "{of} PASSPORT",
        "The {named} in figures and facts",
        "Where it is",
        "Inhabitants",
        "as of",
        "{head}",
        "Twin cities",
        "Partner cities",
        "Office in charge of cooperation",
        "Address",
        "E-mail, phone",
        "Portal",
    ),
}
CALLED: dict[str, dict[Community | None, tuple[str, str, str]]] = {
    UKRAINIAN: {
        Community.CITY: ("МІСТА", "Місто", "Міський голова"),
        Community.SETTLEMENT: ("СЕЛИЩА", "Селище", "Селищний голова"),
        Community.VILLAGE: ("СЕЛА", "Село", "Сільський голова"),
        None: ("ГРОМАДИ", "Громада", "Голова"),
    },
    ENGLISH: {
        Community.CITY: ("CITY", "city", "Mayor"),
        Community.SETTLEMENT: ("SETTLEMENT", "settlement", "Head of the settlement"),
        Community.VILLAGE: ("VILLAGE", "village", "Head of the village"),
        None: ("COMMUNITY", "community", "Head of the community"),
    },
}
"""How a passport calls a kind of community, in its title and in the text, and who heads it."""


def words_of(language: str, council: Council) -> Words:
    """Return the fixed words for the kind of community that the council's name, or its place, tells."""
    of, named, head = CALLED[language][community_of(council.name_uk, council.place)]
    return Words(*(text.format(of=of, named=named, head=head) for text in WORDS[language]))


def find(key: str, scope: papers.Scope) -> OfficeText:
    """Return the text that the passport is made from; raises ``PaperNotFound`` where it is not written yet."""
    row = OfficeText.objects.filter(kind=OfficeText.Kind.OUR_CITY).first() if key == SUBJECT else None
    if row is None:
        raise papers.PaperNotFound(
            _("The passport of the city is asked for as “%(key)s”, once its text is written in “Texts for partners”.")
            % {"key": SUBJECT}
        )
    return row


def passport(language: str, text: OfficeText) -> Document:
    """Return the passport; raises ``PaperNotFound`` where the text is not written in its language."""
    council, field = Council.objects.for_papers(), f"text_{language}"
    words = words_of(language, council)
    written = getattr(text, field)
    if not written:
        raise papers.PaperNotFound(_("The text about our city is not written in English yet."))
    city = _in(language, council, "city")
    about = expand(written, {"наше місто": council.city_uk, "our city": council.city_en or council.city_uk})
    blocks = (
        Heading(1, f"{words.title}\n{city}", anchor="title"),
        facts(_facts(council, words, language), words.facts),
        *sourced(blocks_from(about), source_of(text, field)),
    )
    return Document(
        title=f"{ukrainian.capitalised(words.title.lower())}: {city}",
        author=_in(language, council, "name"),
        blocks=sourced(blocks, source_of(text)),
        dated=moment_of(text, *([council] if council.code or council.name_uk else [])),
        language=language,
        is_letter=True,
    )


def _in(language: str, row: Any, name: str) -> str:
    """Return a text of a row in a language; in Ukrainian where there is no English."""
    return str(getattr(row, f"{name}_{language}") or getattr(row, f"{name}_uk"))


def _facts(council: Council, words: Words, language: str) -> Iterator[tuple[str, str, Source | None]]:
    """Yield what is known of the city, each with where it is kept."""
    own = source_of(council)
    region = f" {council.region_genitive}" if language == UKRAINIAN else f", {_ukraine(language)}"
    yield words.where, f"{council.place if language == UKRAINIAN else _in(language, council, 'city')}{region}", own
    yield words.inhabitants, *_inhabitants(words, language)
    yield words.mayor, *_mayor(language)
    partners = list(City.objects.greeted(clock.today()))
    for label, kind in ((words.twins, City.Kind.TWIN), (words.partners, City.Kind.PARTNER)):
        named = (_in(language, city, "full_name") for city in partners if city.kind == kind)
        yield label, "; ".join(named), None
    if council.office:
        yield words.office, ukrainian.capitalised(_in(language, council.office, "name")), source_of(council.office)
    yield words.address, _in(language, council, "address"), own
    yield words.contacts, ", ".join(filter(None, (council.email, council.phone))), own
    yield words.portal, settings.PUBLIC_URL, None


def _ukraine(language: str) -> str:
    return "Ukraine" if language == ENGLISH else "Україна"


def _inhabitants(words: Words, language: str) -> tuple[str, Source | None]:
    row = Population.objects.known_by(clock.today())
    if row is None:
        return "", None
    number = f"{row.number:,}" if language == ENGLISH else ukrainian.number(Decimal(row.number))
    return f"{number} {words.as_of} {row.on:%d.%m.%Y}", source_of(row)


def _mayor(language: str) -> tuple[str, Source | None]:
    """Return the mayor's name: of who heads the body of that kind today."""
    body = Body.objects.filter(kind=Body.Kind.MAYOR).select_related("head__official").first()
    head = body.head if body else None
    if head is None or not head.covers(clock.today()):
        return "", None
    name = head.official.name_en if language == ENGLISH else ""
    return name or str(head.official), source_of(head)


def data_of(text: OfficeText) -> dict[str, Any]:
    """Return what is said about the city."""
    council = Council.objects.for_papers()
    return {"city_uk": council.city_uk, "city_en": council.city_en, "about_uk": text.text_uk, "about_en": text.text_en}


KINDS = {
    "city-passport": (UKRAINIAN, gettext_lazy("passport of our city")),
    "city-passport-en": (ENGLISH, gettext_lazy("passport of our city in English")),
}

for place, (kind, (language, title)) in enumerate(KINDS.items()):
    papers.register(
        papers.PaperKind(
            kind=kind,
            app="partners",
            title=title,
            key_help=SUBJECT,
            find=find,
            build=partial(passport, language),
            data=data_of,
            key_of=lambda text: SUBJECT,
            of=SUBJECT,
            applies=lambda text: text.kind == OfficeText.Kind.OUR_CITY,
            place=place,
        )
    )
