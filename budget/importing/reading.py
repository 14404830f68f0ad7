"""The door of the import: any file of payments becomes rows in the portal's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import NumberedCells, UnreadableFile
from oleksandria_intl.tables.encodings import starts_with
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import Head, find_heads, is_xlsx, likeliest, listed, no_head, sources, unseen

from . import dialects
from .json_files import open_json
from .rows import PaymentFile, RawRow, Table

__all__ = ["PaymentFile", "RawRow", "Refusal", "UnreadableFile", "open_file"]


def open_file(file: BinaryIO) -> PaymentFile:
    """Return the payments of a file that can be sought in and stays open while they are read.

    What it is is known by what it holds. Raises ``UnreadableFile``, and so may ``rows()``.
    """
    is_json = not is_xlsx(file) and starts_with(file, "[", "{")
    return PaymentFile(open_json(file) if is_json else _open_table(file))


def _open_table(file: BinaryIO) -> Table:
    """Return the table of the sheet, or of the text, that has the head."""
    heads = find_heads(sources(file), dialects.FIELD_OF)
    head = likeliest(heads)
    dialect = ", ".join(filter(None, [head.source.read_as, dialects.origin(head.cells)]))
    dialects.refuse_other_data(head.cells, dialect)
    if head.known < 2:
        raise UnreadableFile(no_head(heads, dialect, dialects.sought()), dialect=dialect)
    if head.source.is_sheet:
        _refuse_several(heads)
    places = dialects.recognised(head.cells)
    dialects.refuse_missing(places, dialect)
    if head.source.is_sheet:
        return Table(dialect, head.cells, places, _fitted(head), notices=list(unseen(head)))
    return Table(dialect, head.cells, places, head.source.below(head.row), width=len(head.cells))


def _fitted(head: Head) -> Iterator[NumberedCells | Refusal]:
    """Yield the rows of a sheet, each as wide as its head: cells beside the table are somebody's notes."""
    width = len(head.cells)
    for row in head.source.below(head.row):
        if isinstance(row, NumberedCells):
            yield row._replace(cells=[*row.cells[:width], *[None] * (width - len(row.cells))])


def _refuse_several(heads: Sequence[Head]) -> None:
    """Refuse a file whose payments are on several sheets: only one would be read."""
    whole = [head for head in heads if _is_whole(head)]
    if len(whole) > 1:
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
