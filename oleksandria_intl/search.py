"""The registry of what the public may find, and the index made of it.

Each app registers its own in ``AppConfig.ready()``; the search page asks here. The first reader who comes after a
change renews the kinds that it touches: what any way of writing did (admin, command, import, SQL) is found at once.

No list says which tables a kind is made of: the queries that make its entries do, and what they read is kept with the
entries. A kind is renewed when one of these tables changed (``content_version``), and at the turn of the day, which may
put an edition into force. Of a kind that is renewed only the entries that differ are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from django.db import IntegrityError, OperationalError, transaction

from oleksandria_intl import clock, content_version
from oleksandria_intl.content_version import Version
from oleksandria_intl.models import IndexedKind, SearchEntry
from oleksandria_intl.word_forms import compared

MARKUP = re.compile(r"(?m)^\s*(?:[-+*]|#+)\s+|\*+|\|")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
AT_ONCE = 500
INDEX_VERSION = "4"
"""Raise it when the content of entries changes: every kind is then indexed anew."""


class Entry(NamedTuple):
    """Something to be found: the name and parts of its address, its title and text in both languages."""

    title_uk: str
    title_en: str = ""
    text_uk: str = ""
    text_en: str = ""
    keywords: str = ""
    """What it is also looked for by, and nobody reads: «поїздка» of a visit."""
    route: str = ""
    key: str = ""
    anchor: str = ""


class Kind(NamedTuple):
    """A kind of what can be found: its name in lists, and where its entries come from."""

    label: Any
    entries: Callable[[], Iterable[Entry]]
    """All public ones, in a constant number of queries."""


KINDS: dict[str, Kind] = {}


def register(code: str, label: Any, entries: Callable[[], Iterable[Entry]]) -> None:
    """Add a kind of what can be found."""
    KINDS[code] = Kind(label, entries)


def plain(text: str) -> str:
    """Return a Markdown text as words on one line."""
    return " ".join(MARKUP.sub(" ", LINK.sub(r"\1", text)).split())


def entries() -> Any:
    """Return the entries of an index that is up to date."""
    # Where somebody writes for long, or renews the index, the reader gets what was indexed before, not an error.
    with suppress(OperationalError, IntegrityError):
        _refresh()
    return SearchEntry.objects.filter(indexed__kind__in=KINDS).select_related("indexed")


def _refresh() -> None:
    """Renew the kinds whose tables changed since; of two who come at once, one does it and the other does not wait."""
    version = content_version.current()
    if not _outdated(version):
        return
    with transaction.atomic():
        list(IndexedKind.objects.select_for_update(nowait=True, no_key=True).order_by("pk")[:1])
        for code in _outdated(version):
            _renew(code, version)


def _outdated(version: Version) -> list[str]:
    """Return the kinds whose entries are of an older state of the tables that they were made of."""
    indexed = {row.kind: row for row in IndexedKind.objects.all()}
    numbers = {name: change.number for name, change in content_version.table_changes().items()}
    return [
        code for code in KINDS if code not in indexed or not indexed[code].is_current(_basis(code, version), numbers)
    ]


def _basis(code: str, version: Version) -> str:
    """Return what the entries of a kind depend on besides rows."""
    return f"{INDEX_VERSION} {version.epoch} {clock.today().isoformat()} {list(KINDS).index(code)}"


def _renew(code: str, version: Version) -> None:
    """Bring a kind up to date: what is new or different comes, what is gone goes, what is the same stays."""
    with content_version.tables_read() as tables:
        made = list(KINDS[code].entries())
    state = {"basis": _basis(code, version), "number": version.number, "tables": sorted(tables)}
    defaults = {"order": list(KINDS).index(code), **state}
    indexed, _made = IndexedKind.objects.update_or_create(kind=code, defaults=defaults)
    there: dict[Entry, list[int]] = {}
    for pk, *values in indexed.entries.values_list("pk", *Entry._fields):
        there.setdefault(Entry(*values), []).append(pk)
    new = [entry for entry in made if not _taken(there, entry)]
    gone = [pk for keys in there.values() for pk in keys]
    for start in range(0, len(gone), AT_ONCE):
        SearchEntry.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    SearchEntry.objects.bulk_create((_row(indexed, entry) for entry in new), batch_size=AT_ONCE)


def _taken(there: dict[Entry, list[int]], entry: Entry) -> bool:
    """Say whether an entry is there already, and take it out; two that hold the same are two."""
    keys = there.get(entry)
    return bool(keys and keys.pop())


def _row(indexed: IndexedKind, entry: Entry) -> SearchEntry:
    """Return the row of an entry, with its words as they are compared."""
    title = compared(f"{entry.title_uk} {entry.title_en}")
    words = compared(f"{entry.title_uk} {entry.title_en} {entry.text_uk} {entry.text_en} {entry.keywords}")
    return SearchEntry(indexed=indexed, **entry._asdict(), title_words=title, words=words)
