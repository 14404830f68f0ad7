"""Reading a workbook: each known sheet, from its head down, into rows; what cannot be read is refused by its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import Cell, UnreadableFile
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import is_xlsx, normal
from programs.models import Edition

from .entries import Book, Place
from .facts import INTRODUCTION, is_empty
from .names import Names
from .sheets import Sheet, sheets

HEAD_WITHIN = 10
MOST_ROWS = 20_000


def read(file: BinaryIO, edition_of: Callable[[Book], Edition | None]) -> Book:
    """Return what a workbook says of the edition that ``edition_of`` finds; raises ``UnreadableFile`` for what is none.

    Cities that the portal lacks are saved: to be called within a transaction.
    """
    if not is_xlsx(file):
        raise UnreadableFile(_("This is no Excel file (.xlsx)."))
    from oleksandria_intl.tables.xlsx import Workbook  # takes long to load

    workbook = Workbook(file)
    by_name = {normal(name): name for name in workbook.sheets}
    book = Book(Names())
    known = [sheet for sheet in sheets() if normal(sheet.title) in by_name]
    if not known:
        names = ", ".join(f"«{sheet.title}»" for sheet in sheets())
        raise UnreadableFile(_("None of the sheets is one of a programme's workbook: %(names)s.") % {"names": names})
    for sheet in known:
        _read_sheet(sheet, by_name[normal(sheet.title)], workbook, book)
    book.edition = edition_of(book)
    book.resolve()
    _notice_others(workbook, book)
    return book


def _read_sheet(sheet: Sheet, name: str, workbook: Any, book: Book) -> None:
    """Read a sheet; its kinds of rows are then the workbook's, be there rows or not."""
    reader, heads = sheet.begin(), None
    for count, row in enumerate(workbook.rows(name)):
        if count > MOST_ROWS:
            raise UnreadableFile(_("The sheet “%(sheet)s” has too many rows.") % {"sheet": name})
        if isinstance(row, Refusal):
            continue
        if heads is None:
            heads = _heads(reader, row.cells)
            if heads is None and row.number >= HEAD_WITHIN:
                break
            continue
        cells: dict[str, Cell] = dict.fromkeys(heads.values())
        cells |= {heads[at]: cell for at, cell in enumerate(row.cells) if at in heads}
        if not is_empty(cells):
            reader.read(cells, Place(name, row.number), book)
    if heads is None:
        book.refuse(Place(name, 1), _("The sheet has no row with the heads of its columns."))
        return
    for model in reader.kinds(set(heads.values()), book):
        book.entries.setdefault(model, [])


def _heads(reader: Sheet, cells: Any) -> dict[int, str] | None:
    """Return the columns by place if the row is the head; an unknown column is left out."""
    found = [normal(cell) if isinstance(cell, str) else _year_head(cell) for cell in cells]
    known = reader.known_heads([head for head in found if head])
    if len(known) < 2:
        return None
    heads: dict[int, str] = {}
    for at, head in enumerate(found):
        if head in known and head not in heads.values():
            heads[at] = head
    return heads


def _year_head(cell: Cell) -> str:
    """Return the head that somebody wrote as a bare year."""
    return normal(f"{cell} рік") if cell is not None and str(cell).isdigit() else ""


def _notice_others(workbook: Any, book: Book) -> None:
    known = {normal(sheet.title) for sheet in sheets()} | {normal(INTRODUCTION), normal("Списки")}
    others = [f"«{name}»" for name in workbook.sheets if normal(name) not in known]
    if others:
        book.notice(
            _("These sheets are not of the programme, and are not read: %(names)s.") % {"names": ", ".join(others)}
        )
    hidden = [f"«{name}»" for name in workbook.hidden_sheets if normal(name) in known]
    if hidden:
        book.notice(_("Hidden sheets are not read: %(sheets)s.") % {"sheets": ", ".join(hidden)})
