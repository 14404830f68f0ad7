"""Finding the table of a file: the sheet and the row that name the columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from .outcome import FileRefused

HEAD_WITHIN = 20
"""A head stands within so many rows; above it are titles."""
MOST_ROWS = 20_000
MOST_LETTERS = 20_000_000
"""So much text may a table hold: it lies in memory while it is read."""
_NO_LETTERS = re.compile(r"[\W_]+")


class Numbered(NamedTuple):
    """A row of a file with its number as people see it."""

    number: int
    cells: Sequence[Any]


class Source(NamedTuple):
    """Where a table may stand: a sheet of a workbook, a text cut at one separator."""

    name: str
    rows: Callable[[], Iterator[Any]]
    is_even: bool = False
    """Whether every row has as many cells as the head: so it is in CSV."""


class Table(NamedTuple):
    """The rows below a head, each cell under the name of its column."""

    columns: list[str]
    rows: list[Numbered]
    problems: list[tuple[int, str]]
    """Rows that cannot be read, with the reasons."""


class _Head(NamedTuple):
    source: Source
    row: int
    cells: list[str]


def find_table(sources: Sequence[Source], columns: Mapping[str, str], needed: Sequence[str]) -> Table:
    """Return the rows of the source whose head names the most columns, by the heads of these.

    Raises ``FileRefused`` where no head is found, it lacks a column, or has one that nobody knows.
    """
    known = {normal(head): name for name, head in columns.items()}
    head = max((_head(source, known) for source in sources), key=lambda each: _likeness(each, known), default=None)
    if head is None or not _likeness(head, known):
        wanted = {"rows": HEAD_WITHIN, "columns": "; ".join(columns.values())}
        raise FileRefused(
            _("None of the first %(rows)d rows names columns of this table. Its columns: %(columns)s.") % wanted
        )
    names = _named(head.cells, known)
    lacking = [columns[name] for name in needed if name not in names]
    if lacking:
        raise FileRefused(
            _("The file lacks columns by which its rows are known: %(columns)s.") % {"columns": "; ".join(lacking)}
        )
    return _read(head, names)


def normal(head: str) -> str:
    """Return a head without case, spaces and signs."""
    return _NO_LETTERS.sub("", head).casefold()


def _likeness(head: _Head, known: Mapping[str, str]) -> int:
    return sum(normal(cell) in known for cell in head.cells)


def _head(source: Source, known: Mapping[str, str]) -> _Head:
    """Return the first of the source's rows that names the most columns."""
    best = _Head(source, 0, [])
    for number, cells in takewhile(lambda row: row[0] <= HEAD_WITHIN, source.rows()):
        found = _Head(source, number, [cell.strip() if isinstance(cell, str) else "" for cell in cells])
        if _likeness(found, known) > _likeness(best, known):
            best = found
    return best


def _named(cells: list[str], known: Mapping[str, str]) -> list[str]:
    """Return the name of each column, an empty one where it has no head."""
    names = [known.get(normal(cell), "") for cell in cells]
    unknown = [cell for cell, name in zip(cells, names, strict=True) if cell and not name]
    if unknown:
        raise FileRefused(
            _("The portal does not know these columns: %(columns)s. Delete them or call them as the export does.")
            % {"columns": "; ".join(unknown)}
        )
    twice = [cell for place, cell in enumerate(cells) if cell and names[place] in names[:place]]
    if twice:
        raise FileRefused(_("The column “%(column)s” stands in the file twice.") % {"column": twice[0]})
    return names


def _read(head: _Head, names: list[str]) -> Table:
    table = Table([name for name in names if name], [], [])
    letters = 0
    for number, cells in head.source.rows():
        if number <= head.row or all(_is_blank(cell) for cell in cells):
            continue
        if problem := _problem(cells, names, head.source.is_even):
            table.problems.append((number, problem))
            continue
        if len(table.rows) + len(table.problems) >= MOST_ROWS:
            raise FileRefused(_("The file has more than %(most)d rows; split it.") % {"most": MOST_ROWS})
        kept = [cell for cell, name in zip(_filled(cells, len(names)), names, strict=True) if name]
        letters += sum(len(cell) for cell in kept if isinstance(cell, str))
        if letters > MOST_LETTERS:
            raise FileRefused(_("The file holds more text than a table of the portal can; split it."))
        table.rows.append(Numbered(number, kept))
    return table


def _problem(cells: Sequence[Any], names: list[str], is_even: bool) -> str:
    """Say why a row cannot be laid under the head, if it cannot."""
    if is_even and len(cells) != len(names):
        told = {"cells": len(cells), "heads": len(names)}
        return _("The row has %(cells)d cells, and the head has %(heads)d.") % told
    headed = {place for place, name in enumerate(names) if name}
    stray = any(place not in headed and not _is_blank(cell) for place, cell in enumerate(cells))
    return _("Something stands in a column without a head: give it one, or delete it.") if stray else ""


def _filled(cells: Sequence[Any], width: int) -> list[Any]:
    return [*cells[:width], *[None] * (width - len(cells))]


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
