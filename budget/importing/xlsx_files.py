"""Payments of an .xlsx: the sheet that has their head is found among all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import BinaryIO

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import Cell, NumberedCells, UnreadableFile
from oleksandria_intl.tables.xlsx_package import Package
from oleksandria_intl.tables.xlsx_sheets import read_sheet
from oleksandria_intl.tables.xlsx_workbook import Sheet, Workbook, open_workbook

from . import dialects
from .csv_files import HEAD_WITHIN, Head, best_head
from .rows import Table


def open_xlsx(file: BinaryIO) -> Table:
    """Return the table of the sheet that has the head; raise ``UnreadableFile``."""
    workbook = open_workbook(Package(file))
    heads = {sheet: _head(workbook, sheet) for sheet in workbook.sheets}
    sheet = max(heads, key=lambda each: dialects.count_recognised(heads[each].heads), default=None)
    if sheet is None:
        raise UnreadableFile(_("The .xlsx has no sheet that can be seen."))
    row, names = heads[sheet]
    dialect = ", ".join(filter(None, ["XLSX", _sheet_named(sheet), dialects.origin(names)]))
    dialects.refuse_other_data(names, dialect)
    if dialects.count_recognised(names) < 2:
        raise UnreadableFile(_no_head(workbook.sheets), dialect=dialect)
    _refuse_several(heads)
    places = dialects.recognised(names)
    dialects.refuse_missing(places, dialect)
    return Table(dialect, [name.strip() for name in names], places, _rows(workbook, sheet, row, len(names)))


def _head(workbook: Workbook, sheet: Sheet) -> Head:
    rows = takewhile(lambda row: row.number <= HEAD_WITHIN, read_sheet(workbook, sheet))
    return best_head((row.number, [cell if isinstance(cell, str) else "" for cell in row.cells]) for row in rows)


def _rows(workbook: Workbook, sheet: Sheet, head: int, width: int) -> Iterator[NumberedCells]:
    """Yield the rows below the head, each as wide as it: cells beside the table are somebody's notes."""
    for number, cells in read_sheet(workbook, sheet):
        if number > head:
            yield NumberedCells(number, _fitted(cells, width))


def _fitted(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells[:width], *[None] * (width - len(cells))]


def _refuse_several(heads: dict[Sheet, Head]) -> None:
    """Refuse a file whose payments are on several sheets: only one would be read."""
    whole = [sheet.name for sheet, head in heads.items() if _is_whole(head.heads)]
    if len(whole) > 1:
        message = _("Payments stand on several sheets: %(sheets)s; put them on one, or save each as a file of its own.")
        raise UnreadableFile(message % {"sheets": _listed(whole)})


def _is_whole(heads: Sequence[str]) -> bool:
    if dialects.count_recognised(heads) < 2:
        return False
    try:
        dialects.refuse_missing(dialects.recognised(heads), "")
    except UnreadableFile:
        return False
    return True


def _no_head(sheets: Sequence[Sheet]) -> str:
    message = _("None of the first %(rows)d rows of any sheet (%(sheets)s) names these columns: %(columns)s.")
    names = _listed([sheet.name for sheet in sheets])
    return message % {"rows": HEAD_WITHIN, "sheets": names, "columns": dialects.sought()}


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def _sheet_named(sheet: Sheet) -> str:
    return _("sheet «%(name)s»") % {"name": sheet.name}
