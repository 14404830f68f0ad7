"""Where in a file a table may stand, and the row that names its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl.ukrainian import APOSTROPHES

from .cells import Cell, NumberedCells, UnreadableFile
from .csv_files import SEPARATORS, read_csv
from .dbf import Dbf, is_dbf
from .encodings import detect
from .outcome import Refusal
from .xml_files import Xml, is_xml

HEAD_WITHIN = 20
"""A head stands within so many rows; above it are the titles of a paper."""
_ZIP = b"PK\x03\x04"
_NO_LETTERS = re.compile(r"[\W_]+")

Rows = Iterator[NumberedCells | Refusal]


class Source(NamedTuple):
    """A sheet of a workbook, or a text cut at one separator."""

    name: str
    read_as: str
    """How the file is understood, for people: «CSV, «;», UTF-8»."""
    rows: Callable[[], Rows]
    """Reads the source from its start; raises ``UnreadableFile``."""
    is_sheet: bool = False
    """Whether its rows need not be as wide as its head."""
    notices: Collection[str] = ()
    """Sentences about the file, known once it is read through."""
    hidden_columns: Collection[int] = ()
    """The places of columns that people do not see; known once a row is read."""
    hidden_sheets: Collection[str] = ()
    """The sheets of the same workbook that people do not see, and that are not read."""

    def below(self, head: int) -> Rows:
        """Yield the rows below the head."""
        return (row for row in self.rows() if row[0] > head)


class Head(NamedTuple):
    """The row of a source that names the columns: its number, its cells, how many of them are known."""

    source: Source
    row: int
    cells: list[str]
    known: int

    @property
    def likeness(self) -> tuple[int, int]:
        """How much of a head it is; of rows that name nothing the longest."""
        return self.known, len(self.cells)


def is_xlsx(file: BinaryIO) -> bool:
    """Tell by the file's first bytes."""
    file.seek(0)
    return file.read(len(_ZIP)) == _ZIP


def is_text(file: BinaryIO) -> bool:
    """Whether it is none of the formats that are known by their first bytes: CSV, or JSON."""
    return not (is_xlsx(file) or is_dbf(file) or is_xml(file))


def sources(file: BinaryIO) -> list[Source]:
    """Return the visible sheets of an .xlsx, the table of a DBF or an XML, or the text cut at each separator.

    Raises ``UnreadableFile``.
    """
    if is_xlsx(file):
        return _sheets(file)
    if is_dbf(file):
        dbf = Dbf(file)
        return [Source("DBF", f"DBF, {dbf.encoding.name}", dbf.rows, is_sheet=True, notices=dbf.notices)]
    if is_xml(file):
        xml = Xml(file)
        return [Source(table, "XML", partial(xml.rows, table), is_sheet=True) for table in xml.tables]
    encoding = detect(file)
    shown = {separator: _("tab") if separator == "\t" else f"«{separator}»" for separator in SEPARATORS}
    return [
        Source(separator, f"CSV, {shown[separator]}, {encoding.name}", partial(read_csv, file, encoding, separator))
        for separator in SEPARATORS
    ]


def _sheets(file: BinaryIO) -> list[Source]:
    from .xlsx import Workbook  # takes long to load

    workbook = Workbook(file)
    if not workbook.sheets:
        raise UnreadableFile(_("The .xlsx has no sheet that can be seen."))
    shown = {name: _("sheet «%(name)s»") % {"name": name} for name in workbook.sheets}
    return [
        Source(
            name,
            f"XLSX, {shown[name]}",
            partial(workbook.rows, name),
            is_sheet=True,
            hidden_columns=workbook.hidden_columns[name],
            hidden_sheets=workbook.hidden_sheets,
        )
        for name in shown
    ]


def normal(head: str) -> str:
    """Return the head without case, spaces and signs: «payer_edrpou» and «payerEDRPOU» are one."""
    return _NO_LETTERS.sub("", head.translate(APOSTROPHES)).casefold()


def find_heads(found: Sequence[Source], known: Container[str]) -> list[Head]:
    """Return the row of each source that names the most columns, by heads in their normal form.

    Raises ``UnreadableFile``; a text cut at a wrong separator may break, and is then only less likely.
    """
    return [_head(source, known) for source in found]


def likeliest(heads: Sequence[Head]) -> Head:
    """Return the head of the table; raise ``UnreadableFile`` where nothing is known of it because it breaks."""
    best = max(heads, key=lambda head: head.likeness)
    if not best.known:
        for _row in takewhile(_is_near_the_top, best.source.rows()):
            pass
    return best


def unseen(head: Head) -> Iterator[str]:
    """Yield the sentences about columns and sheets of a workbook that people do not see."""
    columns = [head.cells[place] for place in sorted(head.source.hidden_columns) if place < len(head.cells)]
    if named := [f"«{column}»" for column in columns if column]:
        yield _("Columns hidden in the file are read as the others: %(columns)s.") % {"columns": ", ".join(named)}
    if head.source.hidden_sheets:
        sheets = ", ".join(f"«{name}»" for name in head.source.hidden_sheets)
        yield _("Hidden sheets are not read: %(sheets)s.") % {"sheets": sheets}


def no_head(heads: Sequence[Head], dialect: str, columns: str) -> str:
    """Return the sentence about a file in which no row names these columns."""
    message = _(
        "The file was read (%(dialect)s), but none of its first %(rows)d rows names these columns: %(columns)s."
    )
    if heads[0].source.is_sheet:
        message = _("None of the first %(rows)d rows of any sheet (%(sheets)s) names these columns: %(columns)s.")
    return message % {"dialect": dialect, "sheets": listed(heads), "rows": HEAD_WITHIN, "columns": columns}


def listed(heads: Sequence[Head]) -> str:
    """Return the names of the sheets."""
    return ", ".join(f"«{head.source.name}»" for head in heads)


def uneven(cells: Sequence[Cell], heads: int) -> str:
    """Return the sentence about a row of CSV that is not as wide as its head."""
    return _("The row has %(cells)d cells, and the head has %(heads)d.") % {"cells": len(cells), "heads": heads}


def _head(source: Source, known: Container[str]) -> Head:
    best = Head(source, 1, [], 0)
    try:
        for row in takewhile(_is_near_the_top, source.rows()):
            if isinstance(row, NumberedCells):
                cells = [cell.strip() if isinstance(cell, str) else "" for cell in row.cells]
                head = Head(source, row.number, cells, sum(normal(cell) in known for cell in cells))
                best = max(best, head, key=lambda each: each.likeness)
    except UnreadableFile:
        if source.is_sheet:
            raise
    return best


def _is_near_the_top(row: NumberedCells | Refusal) -> bool:
    return row[0] <= HEAD_WITHIN
