"""Tables, and the contents, which is a table with page numbers that Word can count anew.

Cells are written as XML at once: python-docx walks the whole table for every cell it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import cast

from docx.oxml.ns import qn

from oleksandria_intl.documents.alike import said_once
from oleksandria_intl.documents.blocks import (
    Block,
    Cell,
    Contents,
    ContentsEntry,
    Paragraph,
    Row,
    RowGroup,
    Table,
    plain,
)
from oleksandria_intl.documents.fitting import DENSE, Fit, as_table, fit
from oleksandria_intl.documents.grid import Slot, placed_group
from oleksandria_intl.documents.measures import BORDER, DENSE_TABLE
from oleksandria_intl.documents.splitting import LANDSCAPE, PORTRAIT, pieces_of, room_for

from .flow import ends_with_paragraph, keep_with_next, render, render_all, set_apart
from .place import Place
from .styles import CELL_MARGIN, TABLE_STYLE, letter_size
from .text import field, paragraph, text_run
from .xml import Element, clean, el, pt, val

TWIPS = 1440 / 25.4
"""Of a millimetre."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the page where a heading stands."""

    anchor: str


@render.register(Table)
def _write_table(block: Table, place: Place) -> list[Element]:
    said, block = said_once(block)
    above, table = render_all(said, place), _table(block, place, fit(block, place.width / TWIPS))
    if above and table:
        set_apart(above, table[0])
    return [*above, *table]


def _table(block: Table, place: Place, fitted: Fit) -> list[Element]:
    # Half of each outer border lies in the margin of the text, as in CSS.
    widths = _in_twips(fitted.widths, place.width - pt(BORDER))
    heads, rows = _head_rows(block, widths), _body_rows(block, widths, place, fitted)
    parts = [heads[:1], heads[1:] + rows] if len(heads) > 1 and place.book.continues_tables else [heads + rows]
    if len(parts) > 1:
        heads[0].trPr.remove(heads[0].trPr.find(qn("w:tblHeader")))
        keep_with_next(heads)
    tables = [_part(block, widths, part) for part in parts if part]
    if fitted.size == DENSE:
        for table in tables:
            _set_dense(table)
    # Word repeats the rows at the top of a table only: the heads that are not to be repeated are a table of their own.
    return tables if len(tables) < 2 else [tables[0], paragraph("Seam", ()), tables[1]]


def _part(block: Table, widths: Sequence[int], rows: Iterable[Element]) -> Element:
    grid = el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths))
    return el("w:tbl", _properties(block, sum(widths)), grid, *rows)


def _set_dense(table: Element) -> None:
    """Set all letters of a table at 10 points, and their lines closer."""
    for run in table.iter(qn("w:r")):
        look = run.find(qn("w:rPr"))
        if look is None:
            look = el("w:rPr")
            run.insert(0, look)
        look.extend(letter_size(DENSE_TABLE.size))
    for line in table.iter(qn("w:p")):
        spacing = line.get_or_add_pPr().get_or_add_spacing()
        spacing.set(qn("w:line"), str(pt(DENSE_TABLE.pitch)))
        spacing.set(qn("w:lineRule"), "exact")


@render.register(Contents)
def _write_contents(block: Contents, place: Place) -> list[Element]:
    groups = tuple(RowGroup((_contents_row(entry),)) for entry in block.entries)
    table = Table(block.columns, groups, numbered_columns=True, title=block.title)
    return _table(table, place, fit(as_table(block), place.width / TWIPS))


@render.register(PageNumber)
def _write_page_number(block: PageNumber, place: Place) -> list[Element]:
    page = str(place.book.pages.get(block.anchor, ""))
    bookmark = place.book.bookmarks.get(block.anchor)
    content = field(f"PAGEREF {bookmark.name} \\h", page) if bookmark else [text_run(page)]
    return [paragraph("TableTextCentered", content)]


def _contents_row(entry: ContentsEntry) -> Row:
    number = cast(Block, PageNumber(entry.anchor))
    numeral = Cell((Paragraph(plain(entry.numeral)),), align="center")
    return Row((numeral, Cell(entry.title), Cell((number,))))


def _properties(table: Table, width: int) -> Element:
    title = clean(table.title) or None
    heads = any(column.head for column in table.columns) or table.numbered_columns
    cells = (cell for group in table.groups for row in group.rows for cell in row.cells[:1])
    return el(
        "w:tblPr",
        val("w:tblStyle", TABLE_STYLE),
        el("w:tblW", w=width, type="dxa"),
        val("w:jc", "center"),
        el("w:tblLayout", type="fixed"),
        _conditions(heads=heads, row_heads=any(cell.heads_row for cell in cells)),
        val("w:tblCaption", title) if title else None,
        val("w:tblDescription", title) if title else None,
    )


def _conditions(*, heads: bool, row_heads: bool) -> Element:
    """Say which rows and columns are heads, for those who hear the table."""
    value = 0x0020 * heads + 0x0080 * row_heads + 0x0600
    return el(
        "w:tblLook",
        val=f"{value:04X}",
        firstRow=int(heads),
        lastRow=0,
        firstColumn=int(row_heads),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )


def _in_twips(widths: Iterable[float], whole: int) -> list[int]:
    """Return the widths, given in any unit, in twips; they add up to the whole."""
    edges = list(accumulate(widths, initial=0.0))
    places = [round(whole * edge / (edges[-1] or 1)) for edge in edges]
    return [right - left for left, right in pairwise(places)]


def _head_rows(table: Table, widths: Sequence[int]) -> list[Element]:
    rows = []
    if any(column.head for column in table.columns):
        rows.append(_head_row("TableHead", [column.head for column in table.columns], widths))
    if table.numbered_columns:
        numbers = [str(number) for number, _ in enumerate(widths, start=1)]
        flat = el("w:tcMar", *(el(f"w:{edge}", w=0, type="dxa") for edge in ("top", "bottom")))
        rows.append(_head_row("ColumnNumber", numbers, widths, flat))
    return rows


def _head_row(style: str, texts: Iterable[str], widths: Iterable[int], margins: Element | None = None) -> Element:
    cells = (
        el(
            "w:tc",
            el("w:tcPr", el("w:tcW", w=width, type="dxa"), deepcopy(margins), val("w:vAlign", "center")),
            paragraph(style, [text_run(text)]),
        )
        for text, width in zip(texts, widths, strict=True)
    )
    return el("w:tr", el("w:trPr", el("w:cantSplit"), el("w:tblHeader")), *cells)


def _body_rows(table: Table, widths: Sequence[int], place: Place, fitted: Fit) -> list[Element]:
    rows = [_row(table, slots, widths, place) for group in table.groups for slots in placed_group(group, len(widths))]
    sheet = LANDSCAPE if place.width / TWIPS > PORTRAIT.width + 1 else PORTRAIT
    first = 0
    for piece in pieces_of(table, room_for(table.columns, fitted, sheet), place.notes):
        end = first + len(piece.rows)
        if not piece.parts_anywhere:
            keep_with_next(rows[first : end - 1])
        first = end
    if place.notes:
        keep_with_next(rows[-1:])
    return rows


def _row(table: Table, slots: Sequence[Slot], widths: Sequence[int], place: Place) -> Element:
    cells = (_cell(table, slot, widths, place) for slot in slots)
    return el("w:tr", el("w:trPr", el("w:cantSplit")), *cells)


def _cell(table: Table, slot: Slot, widths: Sequence[int], place: Place) -> Element:
    width = sum(widths[slot.column : slot.column + slot.span])
    merge = el("w:vMerge") if slot.above else val("w:vMerge", "restart") if slot.rows > 1 else None
    properties = el(
        "w:tcPr",
        el("w:tcW", w=width, type="dxa"),
        val("w:gridSpan", slot.span) if slot.span > 1 else None,
        merge,
    )
    return el("w:tc", properties, *_content(table, slot, replace(place, width=width - 2 * pt(CELL_MARGIN))))


def _content(table: Table, slot: Slot, place: Place) -> list[Element]:
    cell = slot.shown
    if not cell.content:
        empty = paragraph("TableText", ())
        if not slot.above:
            place.book.mark([empty], cell.source, is_cell=True)
        return [empty]
    align = cell.align or table.columns[slot.column].align
    inside = replace(place, in_cell=True, align=align, bold=cell.bold, level=0)
    return ends_with_paragraph(render_all(cell.content, inside))
