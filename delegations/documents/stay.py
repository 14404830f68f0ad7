"""The programme of a stay hour by hour, in Ukrainian and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, override

from delegations.documents import parts
from delegations.documents.reception_parts import centred, demonstration_mark
from delegations.models import Delegation, StayItem
from delegations.receptions import Reception, city_words, days_words
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.blocks import Blocks, Column, Heading, Row, RowGroup, Table
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced_cells
from oleksandria_intl.models import Council

WEEKDAYS = "понеділок вівторок середа четвер п’ятниця субота неділя".split()


@dataclass(frozen=True)
class Words:
    """What the programme says in a language beside what was typed."""

    language: str
    name: str
    columns: tuple[str, str, str]
    of_whom: Callable[[Delegation], str]
    where: Callable[[], str]
    days: Callable[[Delegation], str]
    day: Callable[[date], str]


def _of_whom_en(delegation: Delegation) -> str:
    city = delegation.city
    if city is None:
        return f"of the stay of the delegation of {delegation.place_words}"
    name, country = city.name_en or city.name_uk, city.country.name_en or city.country.name_uk
    return f"of the stay of the delegation of {name} ({country})"


def _where_en() -> str:
    council = Council.objects.for_papers()
    return f"in {council.city_en or council.city_uk}"


def _day_en(day: date) -> str:
    with override("en"):
        return date_format(day, "l, j F Y")


UKRAINIAN = Words(
    language="uk",
    name="ПРОГРАМА",
    columns=("Час", "Захід", "Місце"),
    of_whom=lambda delegation: f"перебування делегації {city_words(delegation)}",
    where=lambda: f"у місті {Council.objects.for_papers().city_uk}",
    days=days_words,
    day=lambda day: f"{ukrainian.long_date(day)}, {WEEKDAYS[day.weekday()]}",
)
ENGLISH = Words(
    language="en",
    name="PROGRAMME",
    columns=("Time", "Event", "Place"),
    of_whom=_of_whom_en,
    where=_where_en,
    days=lambda delegation: delegation.when_en,
    day=_day_en,
)


def programme_of_stay(reception: Reception, words: Words = UKRAINIAN) -> Blocks:
    """Return the programme: whose stay, where, when; then its items under the head of their day."""
    delegation = reception.delegation
    heads = (words.of_whom(delegation), words.where(), words.days(delegation))
    first, second, third = words.columns
    columns = (Column(first, 0.2, "center"), Column(second, 0.5), Column(third, 0.3))
    groups = tuple(group for day, items in reception.days for group in _day(day, items, words))
    return (
        *demonstration_mark(delegation),
        Heading(1, words.name, anchor="stay"),
        *(centred(head) for head in heads if head),
        *((Table(columns, groups, title=words.name.capitalize()),) if groups else ()),
    )


def _day(day: date, items: list[StayItem], words: Words) -> Iterator[RowGroup]:
    """Yield the rows of a day, its head on the page of the first."""
    head = Row((text_cell(words.day(day), colspan=3, bold=True, heads_row=True, source=source_of(items[0], "on")),))
    first, *others = [_row(item, words) for item in items]
    yield RowGroup((head, first))
    yield from (RowGroup((row,)) for row in others)


def _row(item: StayItem, words: Words) -> Row:
    name, venue = (_in(item, field, words.language) for field in ("name", "venue"))
    cells = (
        text_cell(item.hours),
        text_cell(name, heads_row=True, source=source_of(item, f"name_{words.language}")),
        text_cell(venue, source=source_of(item, f"venue_{words.language}")),
    )
    return Row(sourced_cells(cells, source_of(item)))


def _in(item: StayItem, field: str, language: str) -> str:
    """Return a text in a language, in Ukrainian where it has no other."""
    return str(getattr(item, f"{field}_{language}") or getattr(item, f"{field}_uk"))


def stay_programme(delegation: Delegation, words: Words = UKRAINIAN) -> Document:
    """Return the programme of the stay as a paper of its own."""
    blocks = programme_of_stay(Reception(delegation), words)
    title = f"{words.name.capitalize()} {words.of_whom(delegation)}"
    moment = parts.moment_of(delegation, StayItem.history.filter(delegation=delegation.pk))
    return replace(parts.document(delegation, title, blocks, moment), language=words.language)


def data_of(delegation: Delegation) -> dict[str, Any]:
    """Return the items of the programme in both languages."""
    fields = ("name_uk", "name_en", "venue_uk", "venue_en")
    return {
        "code": delegation.code,
        "city": delegation.place,
        "items": [
            {"day": str(item.on), "hours": item.hours, **{field: getattr(item, field) for field in fields}}
            for item in Reception(delegation).stay
        ],
    }


for place, (kind, title, words) in enumerate(
    (
        ("stay-programme", gettext_lazy("programme of the stay"), UKRAINIAN),
        ("stay-programme-en", gettext_lazy("programme of the stay in English"), ENGLISH),
    ),
    12,
):
    papers.register(
        papers.PaperKind(
            kind=kind,
            app="delegations",
            title=title,
            key_help=parts.KEY,
            find=parts.find,
            build=partial(stay_programme, words=words),
            data=data_of,
            key_of=parts.key_of,
            applies=lambda delegation: delegation.direction == Delegation.Direction.IN,
            of="delegation",
            place=place,
        )
    )
