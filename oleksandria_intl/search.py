"""The registry of what the public may find, and the index made of it.

Each app registers its own in ``AppConfig.ready()``; the search page asks here. The first reader who comes after a
change renews the kinds that it touches: what any way of writing did (admin, command, import, fixture) is found at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import OperationalError, connection, models, transaction
from django.utils.timezone import localdate

from oleksandria_intl import ukrainian
from oleksandria_intl.models import Council, IndexedKind, SearchEntry

MARKUP = re.compile(r"(?m)^\s*(?:[-+*]|#+)\s+|\*+|\|")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MOST_WORDS = 12
AT_ONCE = 500
FORM = "2"
"""Grows when entries come to hold something else: then every kind is renewed."""


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


ENTRY = tuple(field.name for field in fields(Entry))


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
    return SearchEntry.objects.filter(indexed__kind__in=KINDS).select_related("indexed")


def _refresh() -> None:
    """Renew the kinds whose tables changed since; of two who come at once, one does it and the other does not wait."""
    if not _stale():
        return
    with transaction.atomic():
        list(Council.objects.select_for_update(nowait=True, no_key=True).order_by("pk")[:1])
        for code, signature in _stale().items():
            _renew(code, signature)


def _stale() -> dict[str, str]:
    """Return the kinds whose entries tell of an older state of the tables, each with the signature of the present."""
    known = dict(IndexedKind.objects.values_list("kind", "made_of"))
    present = _signatures()
    return {code: signature for code, signature in present.items() if known.get(code) != signature}


def _renew(code: str, signature: str) -> None:
    """Bring a kind up to date: what is new or different comes, what is gone goes, what is the same stays."""
    order = list(KINDS).index(code)
    indexed, _made = IndexedKind.objects.update_or_create(kind=code, defaults={"order": order, "made_of": signature})
    there: dict[Entry, list[int]] = {}
    for pk, *told in indexed.entries.values_list("pk", *ENTRY):
        there.setdefault(Entry(*told), []).append(pk)
    new = [entry for entry in KINDS[code].entries() if not _taken(there, entry)]
    gone = [pk for keys in there.values() for pk in keys]
    for start in range(0, len(gone), AT_ONCE):
        SearchEntry.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    SearchEntry.objects.bulk_create((_row(indexed, entry) for entry in new), batch_size=AT_ONCE)


def _taken(there: dict[Entry, list[int]], entry: Entry) -> bool:
    """Say whether an entry is there already, and take it out; two that tell the same are two."""
    keys = there.get(entry)
    return bool(keys and keys.pop())


def _row(indexed: IndexedKind, entry: Entry) -> SearchEntry:
    """Return the row of an entry, with its words as they are compared."""
    title = f" {ukrainian.search_key(f'{entry.title_uk} {entry.title_en}')}"
    text = ukrainian.search_key(f"{entry.text_uk} {entry.text_en}")
    return SearchEntry(indexed=indexed, **asdict(entry), title_words=title, words=f"{title} {text}")


def _signatures() -> dict[str, str]:
    """Return, by kind, what tells one state of its tables from another; a day's turn may put an edition into force."""
    tables = dict.fromkeys(model for kind in KINDS.values() for model in kind.models)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(_question, tables))}")
        states = dict(zip(tables, cursor.fetchone(), strict=True))
    day = localdate().isoformat()
    return {
        code: _digest(FORM, day, str(order), *(states[model] for model in kind.models))
        for order, (code, kind) in enumerate(KINDS.items())
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _question(model: type[models.Model]) -> str:
    """Return the question about a table: a new row has the greatest key, one that goes is missing, a save adds one."""
    quoted = connection.ops.quote_name
    names = {field.name for field in model._meta.concrete_fields}
    figures = ["COUNT(*)", f"COALESCE(MAX({quoted('id')}), 0)"]
    if "version" in names:
        figures.append(f"COALESCE(SUM({quoted('version')}), 0)")
    told = " || ' ' || ".join(f"CAST({figure} AS VARCHAR(20))" for figure in figures)
    return f"(SELECT {told} FROM {quoted(model._meta.db_table)})"
