"""CSV of any kind that Ukrainian offices make: separators and encodings are found out, rows are streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import NumberedCells, UnreadableFile
from oleksandria_intl.tables.encodings import Encoding, broken_text, detect, opened

from . import dialects
from .rows import Refusal, Table

HEAD_WITHIN = 20
"""A head stands within so many rows; above it are the titles of a paper."""
LONGEST_LINE = 1 << 20
SEPARATORS = (";", ",", "\t")


class Head(NamedTuple):
    """The row that names the columns: its number and its cells."""

    row: int
    heads: list[str]


def open_csv(file: BinaryIO) -> Table:
    """Return the file's table; raise ``UnreadableFile``."""
    encoding = detect(file)
    found = {separator: _head(file, encoding, separator) for separator in SEPARATORS}
    separator = max(found, key=lambda each: (dialects.count_recognised(found[each].heads), len(found[each].heads)))
    row, heads = found[separator]
    dialect = _dialect(separator, encoding, heads)
    dialects.refuse_other_data(heads, dialect)
    if dialects.count_recognised(heads) < 2:
        _raise_what_breaks_it(file, encoding, separator)
        raise UnreadableFile(no_head(dialect), dialect=dialect)
    places = dialects.recognised(heads)
    dialects.refuse_missing(places, dialect)
    rows = _rows(file, encoding, separator)
    return Table(dialect, [head.strip() for head in heads], places, islice(rows, row, None), width=len(heads))


def best_head(rows: Iterator[tuple[int, list[str]]]) -> Head:
    """Return the first of the rows that names the most columns; of rows that name none, the longest."""
    best = Head(1, [])
    for number, cells in rows:
        if _likeness(cells) > _likeness(best.heads):
            best = Head(number, cells)
    return best


def _likeness(cells: list[str]) -> tuple[int, int]:
    return dialects.count_recognised(cells), len(cells)


def no_head(dialect: str) -> str:
    """Return the sentence about a file without a head."""
    message = _(
        "The file was read (%(dialect)s), but none of its first %(rows)d rows names these columns: %(columns)s."
    )
    return message % {"dialect": dialect, "rows": HEAD_WITHIN, "columns": dialects.sought()}


def _head(file: BinaryIO, encoding: Encoding, separator: str) -> Head:
    rows = _until_broken(islice(_rows(file, encoding, separator), HEAD_WITHIN))
    return best_head((row.number, [str(cell) for cell in row.cells]) for row in rows if isinstance(row, NumberedCells))


def _until_broken(rows: Iterator[NumberedCells | Refusal]) -> Iterator[NumberedCells | Refusal]:
    """Yield what reads: with a wrong separator quotation marks may seem wrong too."""
    with suppress(UnreadableFile):
        yield from rows


def _raise_what_breaks_it(file: BinaryIO, encoding: Encoding, separator: str) -> None:
    for _row in islice(_rows(file, encoding, separator), HEAD_WITHIN):
        pass


def _dialect(separator: str, encoding: Encoding, heads: list[str]) -> str:
    shown = _("tab") if separator == "\t" else f"«{separator}»"
    return ", ".join(filter(None, ["CSV", shown, encoding.name, dialects.origin(heads)]))


def _rows(file: BinaryIO, encoding: Encoding, separator: str) -> Iterator[NumberedCells | Refusal]:
    """Yield every row, empty ones too, numbered as Excel does."""
    lines = _Lines(file, encoding)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = before = 0
    while True:
        try:
            for cells in reader:
                number += 1
                before = lines.count
                yield NumberedCells(number, cells)
            return
        except csv.Error as error:  # noqa: PERF203 - the reader goes on with the next line
            number += 1
            yield _bad_quotes(number, before + 1, lines, str(error))
            before = lines.count


def _bad_quotes(number: int, first: int, lines: _Lines, error: str) -> Refusal:
    if "limit" in error or "end of data" in error:
        message = _("In row %(row)d (line %(line)d of the file) a quotation mark opens a text and nothing closes it.")
        raise UnreadableFile(message % {"row": number, "line": first})
    message = _("The quotation marks of lines %(first)d-%(last)d are wrong: those inside a text are doubled.")
    return Refusal(number, "", "", message % {"first": first, "last": lines.count})


class _Lines:
    """The lines of a file, counted, none of them endless."""

    def __init__(self, file: BinaryIO, encoding: Encoding) -> None:
        self.count = 0
        self._encoding = encoding
        self._text = opened(file, encoding)

    def __iter__(self) -> Iterator[str]:
        readline = self._text.readline
        try:
            while line := readline(LONGEST_LINE):
                self.count += 1
                if len(line) == LONGEST_LINE or "\0" in line:
                    raise UnreadableFile(self._no_text(line))
                yield line
        except UnicodeDecodeError as error:
            raise broken_text(error, self.count, self._encoding) from None

    def _no_text(self, line: str) -> str:
        if "\0" in line:
            return _("Line %(line)d holds zero bytes: the file is damaged or is no text.") % {"line": self.count}
        return _("Line %(line)d is too long for a table: the file is damaged or is no CSV.") % {"line": self.count}
