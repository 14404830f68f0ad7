"""Which row of an edition each row of a workbook is: by its hidden code, else by what it is called."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.utils.translation import gettext as _

from programs.differences import Rows
from programs.exchange import row_models
from programs.models import Edition, EditionRow

from .entries import Book, CodeOf, Entry, Model
from .names import folded


def match(book: Book, edition: Edition, known: Rows | None = None) -> dict[Model, list[EditionRow]]:
    """Give every row of the workbook the edition's row that it is; return the edition's rows of these kinds.

    ``known`` are the edition's rows where somebody has read them already: they stay as they are, copies are matched.
    """
    stored: dict[Model, list[EditionRow]] = {}
    for model in row_models():
        if model in book.entries:
            if known is None:
                rows = list(model._default_manager.filter(edition=edition).order_by("pk"))
            else:
                rows = [copy(row) for row in known.get(model, ())]
            for row in rows:
                row.edition = edition
            stored[model] = rows
            _match_codes(book, book.entries[model], rows)
            _match_identities(book.entries[model], rows)
    return stored


def _match_codes(book: Book, entries: list[Entry], rows: list[EditionRow]) -> None:
    """Match by code; of several rows with one code, copies in Excel, the one that is called as before has it."""
    by_code = {row.code: row for row in rows}
    bearing: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.code in by_code:
            bearing.setdefault(entry.code, []).append(entry)
    for code, several in bearing.items():
        row = by_code[code]
        own = next((entry for entry in several if is_called(entry, row)), several[0])
        own.row = row
        for other in several:
            if other is not own:
                other.code = ""
                sentence = _("The sheet “%(sheet)s”: row %(row)d is a copy of another one, and is taken as a new row.")
                book.notice(sentence % {"sheet": other.place.sheet, "row": other.place.row})


def is_called(entry: Entry, row: EditionRow) -> bool:
    """Whether a row is called in the workbook as it is in the portal."""
    names = [name for name in entry.identity if isinstance(entry.values.get(name), str)]
    return all(folded(str(entry.values[name])) == folded(str(getattr(row, name))) for name in names)


def _match_identities(entries: list[Entry], rows: list[EditionRow]) -> None:
    """Match rows without a code by what they are called, those first that others of their kind are part of."""
    taken = {entry.row.pk for entry in entries if entry.row is not None}
    for is_part in (False, True):
        free: dict[Any, list[EditionRow]] = {}
        names = next((entry.identity for entry in entries if entry.identity), ())
        for row in rows:
            if row.pk not in taken:
                free.setdefault(_of_row(row, names), []).append(row)
        for entry in entries:
            if entry.row is None and entry.identity and bool(entry.values.get("parent")) == is_part:
                same = free.get(_of_entry(entry, names))
                if same:
                    entry.row = same.pop(0)
                    taken.add(entry.row.pk)


def _of_row(row: EditionRow, names: Iterable[str]) -> tuple[Any, ...]:
    fields: list[Any] = [row._meta.get_field(name) for name in names]
    return tuple(_key(getattr(row, field.attname)) for field in fields)


def _of_entry(entry: Entry, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(_entry_key(entry.values.get(name, "")) for name in names)


def _entry_key(value: Any) -> Any:
    if isinstance(value, Entry):
        return value.row.pk if value.row is not None else ("new", id(value))
    if isinstance(value, CodeOf):
        return value.code
    return value.pk if hasattr(value, "pk") else _key(value)


def _key(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
