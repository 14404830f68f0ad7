"""The door of the import: any file of payments becomes rows in the portal's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import NumberedCells, UnreadableFile, shown
from oleksandria_intl.tables.encodings import starts_with
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import (
    Head,
    Source,
    find_heads,
    is_text,
    likeliest,
    listed,
    no_head,
    normal,
    sources,
    unseen,
)

from . import dialects
from .json_files import open_json
from .rows import PaymentFile, RawRow, Table
from .statements import TITLES, Statement, UnknownColumns, known_heads, looks_like_one

__all__ = ["PaymentFile", "RawRow", "Refusal", "UnreadableFile", "open_file"]

SAMPLES = 3
"""Rows that are shown to whoever says what the columns mean."""


def open_file(file: BinaryIO, statements: Sequence[Statement] = (), *, is_statement: bool = False) -> PaymentFile:
    """Return the payments of a file that can be sought in and stays open while they are read.

    What it is is known by what it holds; ``statements`` are the sources whose columns are known beside E-data's and
    the template's, the only ones that count where it ``is_statement``. Raises ``UnreadableFile``, and so may
    ``rows()``; it is ``UnknownColumns`` where the file looks like a statement of a source that nobody knows.
    """
    if is_text(file) and starts_with(file, "[", "{"):
        return PaymentFile(open_json(file))
    found = sources(file)
    if is_statement:
        return PaymentFile(_open_statement(found, statements, is_named=True))
    try:
        return PaymentFile(_open_table(found))
    except dialects.MissingColumns as error:
        return PaymentFile(_open_statement(found, statements, instead=error))


def _open_statement(
    found: Sequence[Source],
    statements: Sequence[Statement],
    *,
    is_named: bool = False,
    instead: UnreadableFile | None = None,
) -> Table:
    """Return the table of a statement; where it is none, raise what was wrong with it as a table of payments."""
    heads = find_heads(found, known_heads(statements))
    head = likeliest(heads)
    fitting = [(each, places) for each in statements if (places := each.places(head.cells)) is not None]
    if not fitting:
        if is_named:
            raise UnreadableFile(_lacking(statements[0], head))
        if looks_like_one(head.cells):
            raise UnknownColumns(head.cells, _samples(head), head.source.read_as)
        raise instead or UnreadableFile(no_head([head], head.source.read_as, dialects.sought()))
    statement, places = max(fitting, key=lambda pair: len(pair[1]))
    _refuse_several([each for each in heads if statement.places(each.cells)])
    return _table(f"{head.source.read_as}, {statement.name}", head, places, statement)


def _lacking(statement: Statement, head: Head) -> str:
    have = {normal(cell) for cell in head.cells}
    lacking = [TITLES.get(fact, fact) for fact, column in statement.columns.items() if column not in have]
    message = _("The file lacks columns of the source “%(source)s”: %(columns)s.")
    return message % {"source": statement.name, "columns": ", ".join(f"«{each}»" for each in lacking)}


def _samples(head: Head) -> list[list[str]]:
    """Return the first rows below the head, as people see them."""
    rows = (row for row in head.source.below(head.row) if isinstance(row, NumberedCells))
    return [[shown(cell) for cell in row.cells] for row in islice(rows, SAMPLES)]


def _open_table(found: Sequence[Source]) -> Table:
    """Return the table of the sheet, or of the text, that has the head."""
    heads = find_heads(found, dialects.FIELD_OF)
    head = likeliest(heads)
    dialect = ", ".join(filter(None, [head.source.read_as, dialects.origin(head.cells)]))
    dialects.refuse_other_data(head.cells, dialect)
    if head.known < 2:
        raise dialects.MissingColumns(no_head(heads, dialect, dialects.sought()), dialect=dialect)
    _refuse_several([each for each in heads if _is_whole(each)])
    places = dialects.recognised(head.cells)
    dialects.refuse_missing(places, dialect)
    return _table(dialect, head, places)


def _table(dialect: str, head: Head, places: dict[str, int], statement: Statement | None = None) -> Table:
    source = head.source
    if source.is_sheet:
        notices = [*unseen(head)]
        rows = _fitted(head)
        return Table(dialect, head.cells, places, rows, notices=notices, read_on=source.notices, statement=statement)
    rows = source.below(head.row)
    return Table(dialect, head.cells, places, rows, width=len(head.cells), statement=statement)


def _fitted(head: Head) -> Iterator[NumberedCells | Refusal]:
    """Yield the rows of a sheet, each as wide as its head: cells beside the table are somebody's notes."""
    width = len(head.cells)
    for row in head.source.below(head.row):
        if isinstance(row, NumberedCells):
            yield row._replace(cells=[*row.cells[:width], *[None] * (width - len(row.cells))])


def _refuse_several(whole: Sequence[Head]) -> None:
    """Refuse a file whose payments are on several sheets: only one would be read."""
    if len(whole) > 1 and whole[0].source.is_sheet:
        message = _("Payments stand on several sheets: %(sheets)s; put them on one, or save each as a file of its own.")
        raise UnreadableFile(message % {"sheets": listed(whole)})


def _is_whole(head: Head) -> bool:
    if head.known < 2:
        return False
    try:
        dialects.refuse_missing(dialects.recognised(head.cells), "")
    except UnreadableFile:
        return False
    return True
