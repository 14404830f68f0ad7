"""Running text: paragraphs, headings, lists, notes under a table."""

from __future__ import annotations

from dataclasses import replace

from oleksandria_intl.documents.blocks import (
    Align,
    Blocks,
    BulletList,
    Footnotes,
    Heading,
    NumberedList,
    Paragraph,
    plain,
)
from oleksandria_intl.documents.measures import FIRST_LINE

from .flow import render, render_all
from .look import Numbering
from .numbering import LEVELS, number_of
from .place import Book, Place
from .text import JUSTIFICATION, bookmarked, paragraph, runs, text_run
from .xml import Element, el, mm, val

_TEXT_STYLES: dict[tuple[Align, bool], str] = {
    ("justify", True): "Normal",
    ("justify", False): "TextUnindented",
    ("left", True): "TextLeftIndented",
    ("left", False): "TextLeft",
    ("center", True): "TextCentered",
    ("center", False): "TextCentered",
    ("right", True): "TextRight",
    ("right", False): "TextRight",
}
_CELL_STYLES: dict[Align, str] = {
    "left": "TableText",
    "center": "TableTextCentered",
    "right": "TableTextRight",
    "justify": "TableTextJustified",
}


@render.register(Paragraph)
def _write_paragraph(block: Paragraph, place: Place) -> list[Element]:
    divided = block.align in ("left", "justify")
    content = runs(block.runs, place.book.part, bold=place.bold, divided=divided)
    return [paragraph(_text_style(block, place), content, keep_next=block.keep_with_next)]


@render.register(Heading)
def _write_heading(block: Heading, place: Place) -> list[Element]:
    content = _marked([text_run(block.text)], block.anchor, place.book)
    indent = el("w:ind", firstLine=mm(FIRST_LINE)) if block.align == "left" else None
    aligned = None if block.align == "center" else val("w:jc", JUSTIFICATION[block.align])
    return [paragraph(f"Heading{block.level}", content, look=(indent, aligned))]


@render.register(BulletList)
def _write_bullet_list(block: BulletList, place: Place) -> list[Element]:
    kind: Numbering = "table dash" if place.in_cell else "dash"
    own = number_of(kind) if place.level else None
    return _list(block.items, "TableBullet" if place.in_cell else "ListBullet", own, place)


@render.register(NumberedList)
def _write_numbered_list(block: NumberedList, place: Place) -> list[Element]:
    kind: Numbering = "table number" if place.in_cell else "number"
    own = place.book.lists.begin(kind, level=_level(place), start=block.start)
    return _list(block.items, "TableNumber" if place.in_cell else "ListNumber", own, place)


@render.register(Footnotes)
def _write_footnotes(block: Footnotes, place: Place) -> list[Element]:
    notes = [paragraph("Footnote", runs((*plain(f"{mark} "), *note), place.book.part)) for mark, note in block.notes]
    for note, source in zip(notes, block.sources, strict=False):
        place.book.mark([note], source)
    return list(notes)


def _marked(content: list[Element], anchor: str, book: Book) -> list[Element]:
    """Return the content inside the bookmark of its anchor, unless another heading has it already."""
    bookmark = book.bookmarks.get(anchor)
    if bookmark is None or anchor in book.placed:
        return content
    book.placed.add(anchor)
    return bookmarked(content, bookmark.name, bookmark.number)


def _list(items: tuple[Blocks, ...], style: str, number: int | None, place: Place) -> list[Element]:
    """Return the items; ``number`` is the list they belong to if the style alone does not say it."""
    return [element for item in items for element in _item(item, style, number, place)]


def _item(item: Blocks, style: str, number: int | None, place: Place) -> list[Element]:
    first, rest = _first_paragraph(item)
    content = runs(first.runs, place.book.part, bold=place.bold)
    marked = None
    if number is not None:
        marked = el("w:numPr", val("w:ilvl", _level(place)), val("w:numId", number))
    head = paragraph(style, content, look=(marked,), keep_next=first.keep_with_next)
    place.book.mark([head], first.source)
    return [head, *render_all(rest, replace(place, level=place.level + 1))]


def _first_paragraph(item: Blocks) -> tuple[Paragraph, Blocks]:
    """Return what stands beside the mark, and the rest; an item that begins otherwise has a bare mark."""
    if item and isinstance(item[0], Paragraph):
        return item[0], item[1:]
    return Paragraph(()), item


def _level(place: Place) -> int:
    return min(place.level, LEVELS - 1)


def _text_style(block: Paragraph, place: Place) -> str:
    """Return the style; a cell says how its text stands unless the paragraph itself does."""
    if not place.in_cell:
        return _TEXT_STYLES[block.align, block.indent]
    return _CELL_STYLES[place.align if block.align == "justify" else block.align]
