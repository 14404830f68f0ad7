"""The registry of what the public may find, and the index made of it.

Each app registers its own in ``AppConfig.ready()``; the search page asks here. The index is made anew by the first
reader who comes after a change: what any way of writing did (admin, command, import, fixture) is found at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, models, transaction

from oleksandria_intl import ukrainian
from oleksandria_intl.models import Council, SearchEntry

MARKUP = re.compile(r"(?m)^\s*(?:[-+*]|#+)\s+|\*+|\|")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MOST_WORDS = 12
FORM = "1"
"""Grows when entries come to hold something else: then every index is made anew."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found: the name and parts of its address, its title and text in both languages."""

    title_uk: str
    title_en: str = ""
    text_uk: str = ""
    text_en: str = ""
    route: str = ""
    key: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of what can be found: its name in lists, and where its entries come from."""

    label: Any
    entries: Callable[[], Iterable[Entry]]
    """All public ones, in a constant number of queries."""
    models: tuple[type[models.Model], ...]
    """The tables whose change may change them."""


KINDS: dict[str, Kind] = {}


def register(code: str, label: Any, entries: Callable[[], Iterable[Entry]], *models: type[models.Model]) -> None:
    """Add a kind of what can be found."""
    KINDS[code] = Kind(label, entries, models)


def beginnings(query: str) -> list[str]:
    """Return the beginnings of words that a query asks for.

    A soft sign at the end goes: a place is spelt with it in one paper and without it in another, and the shorter
    spelling is a beginning of both.
    """
    words = [word.removesuffix("ь") or word for word in ukrainian.search_key(query).split()]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def plain(text: str) -> str:
    """Return a Markdown text as words on one line."""
    return " ".join(MARKUP.sub(" ", LINK.sub(r"\1", text)).split())


def entries() -> Any:
    """Return the entries of an index that is up to date."""
    # Where somebody writes for long, the reader gets what was indexed before, not an error.
    with suppress(OperationalError):
        _refresh()
    return SearchEntry.objects.all()


def _refresh() -> None:
    """Make the index anew if a table changed since; of two who come at once, one does it."""
    if SearchEntry.objects.made_of() == _signature():
        return
    with transaction.atomic():
        list(Council.objects.select_for_update().order_by("pk")[:1])
        now = _signature()
        if SearchEntry.objects.made_of() != now:
            SearchEntry.objects.all().delete()
            SearchEntry.objects.bulk_create(_made(now), batch_size=500)


def _made(signature: str) -> Iterator[SearchEntry]:
    """Yield the rows of the index, kind by kind."""
    for code, kind in KINDS.items():
        for entry in kind.entries():
            title = f" {ukrainian.search_key(f'{entry.title_uk} {entry.title_en}')}"
            text = ukrainian.search_key(f"{entry.text_uk} {entry.text_en}")
            yield SearchEntry(
                kind=code,
                route=entry.route,
                key=entry.key,
                anchor=entry.anchor,
                title_uk=entry.title_uk,
                title_en=entry.title_en,
                text_uk=entry.text_uk,
                text_en=entry.text_en,
                title_words=title,
                words=f"{title} {text}",
                made_of=signature,
            )


def _signature() -> str:
    """Return what tells one state of the tables from another: every save makes a row's version greater."""
    tables = dict.fromkeys(model for kind in KINDS.values() for model in kind.models)
    asked = [question for model in tables for question in _questions(model)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        state = cursor.fetchone()
    return hashlib.sha256(repr((FORM, *map(str, state))).encode()).hexdigest()


def _questions(model: type[models.Model]) -> Iterator[str]:
    """Yield the questions about a table: a row that comes has the greatest key, one that goes is missing."""
    quoted = connection.ops.quote_name
    names = {field.name for field in model._meta.concrete_fields}
    figures = ["COUNT(*)", f"MAX({quoted('id')})"]
    if "version" in names:
        figures.append(f"SUM({quoted('version')})")
    return (f"(SELECT {figure} FROM {quoted(model._meta.db_table)})" for figure in figures)
