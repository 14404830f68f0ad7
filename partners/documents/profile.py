"""The profile of a partner: what the mayor reads before a meeting; contacts never stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import clock, papers
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Column,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Source,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Council
from partners.documents.words import facts, moment_of
from partners.models import City
from partners.relations import Relation, relation_of
from partners.timeline import timeline

KIND, SUBJECT = "partner-profile", "city"
TITLE = "ПРОФІЛЬ МІСТА-ПАРТНЕРА"
ABOUT, RELATIONS, AGREEMENTS, STORY = "Про місто", "Наші відносини", "Угоди", "Хронологія відносин"
NOT_KNOWN = "дата не відома"
NO_AGREEMENT = "Угоди з містом немає."
NOTHING = "Подій ще не внесено."
KINDS_OF_CITY = {City.Kind.TWIN: "місто-побратим", City.Kind.PARTNER: "місто-партнер", City.Kind.DESTINATION: "місто"}


def find(key: str, scope: papers.Scope) -> City:
    """Return a city with its agreements; raises ``PaperNotFound`` with a sentence."""
    city = City.objects.with_agreements().of_slug(key)
    if city is None:
        raise papers.PaperNotFound(_("There is no city “%(key)s”.") % {"key": key})
    return city


def profile(city: City) -> Document:
    """Return the profile: facts, what is written of the city and of our relations, agreements, the story."""
    council, relation = Council.objects.for_papers(), relation_of(city)
    blocks: Blocks = (
        Heading(1, f"{TITLE}\n{city.name_uk}, {city.country.formal_name_uk}", anchor="title"),
        facts(_facts(city, relation), "Головне про місто"),
        *_written(ABOUT, city, "description_uk"),
        *_written(RELATIONS, city, "relation_uk"),
        Heading(2, AGREEMENTS),
        _agreements(relation),
        Heading(2, STORY),
        _story(city),
    )
    return Document(
        title=f"Профіль міста-партнера: {city.full_name_uk}",
        author=council.name_uk,
        blocks=sourced(blocks, source_of(city)),
        dated=moment_of(city, *relation.agreements),
        continues_tables=council.continues_tables,
    )


def _facts(city: City, relation: Relation) -> Iterator[tuple[str, str, Source | None]]:
    """Yield what is known of the city, each with the field that says it."""
    coordinates = f"{city.latitude}; {city.longitude}".replace(".", ",") if city.latitude is not None else ""
    yield "Що це для нас", KINDS_OF_CITY[City.Kind(city.kind)], source_of(city, "kind")
    yield "Розташування", city.region_uk, source_of(city, "region_uk")
    yield "Координати", coordinates, source_of(city, "latitude")
    yield "Назва англійською", city.full_name_en, source_of(city, "name_en")
    yield "День міста", city.city_day, source_of(city, "city_day_day")
    yield "Сайт", city.website, source_of(city, "website")
    yield "Напрями співпраці", ", ".join(area.name_uk for area in relation.areas), None


def _written(head: str, city: City, field: str) -> Iterator[Block]:
    """Yield a text of the register under its head; nothing where nothing is written."""
    if text := getattr(city, field):
        yield Heading(2, head)
        yield from sourced(blocks_from(text), source_of(city, field))


def _agreements(relation: Relation) -> Block:
    rows = (
        (
            agreement.title_uk,
            agreement.period_text() or NOT_KNOWN,
            str(agreement.get_state_display()),
            source_of(agreement),
        )
        for agreement in relation.agreements
    )
    columns = (Column("Назва", 4), Column("Дата", 1.5), Column("Стан", 1.5))
    return _table(columns, rows, AGREEMENTS) or Paragraph(plain(NO_AGREEMENT))


def _story(city: City) -> Block:
    rows = ((_time(entry.time), entry.words_uk, source_of(city)) for entry in timeline(city, clock.today()))
    return _table((Column("Коли", 1.5), Column("Що", 4)), rows, STORY) or Paragraph(plain(NOTHING))


def _time(time: Any) -> str:
    return (time.when_uk if time else "") or NOT_KNOWN


def _table(columns: tuple[Column, ...], rows: Iterable[tuple[Any, ...]], title: str) -> Table | None:
    """Return rows, each with its source last, as a table; nothing where there are none."""
    groups = tuple(RowGroup((Row(tuple(text_cell(text, source=source) for text in texts)),)) for *texts, source in rows)
    return Table(columns, groups, title=title) if groups else None


def data_of(city: City) -> dict[str, Any]:
    """Return what everybody may know of the city."""
    return {
        "slug": city.slug,
        "name_uk": city.name_uk,
        "name_en": city.name_en,
        "country": city.country.code,
        "agreements": [agreement.code for agreement in relation_of(city).agreements],
        "timeline": [entry.words_uk for entry in timeline(city, clock.today())],
    }


papers.register(
    papers.PaperKind(
        kind=KIND,
        app="partners",
        title=gettext_lazy("profile of a partner city"),
        key_help=gettext_lazy("jarocin: the city of that address"),
        find=find,
        build=profile,
        data=data_of,
        key_of=lambda city: city.slug,
        of=SUBJECT,
    )
)
