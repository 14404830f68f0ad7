"""Blocks one after another: page breaks, gaps beside tables, what must not be parted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch
from itertools import zip_longest
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from oleksandria_intl.documents.blocks import (
    Block,
    Footnotes,
    Landscape,
    PageBreak,
    PageCode,
    PreparedBy,
    Signature,
)
from oleksandria_intl.documents.measures import TABLE_AFTER, TABLE_BEFORE, Measure

from .look import measure_of
from .text import paragraph
from .xml import Element, el, pt

if TYPE_CHECKING:
    from .place import Place


@singledispatch
def render(block: object, place: Place) -> list[Element]:
    """Return the paragraphs and tables of a block; every kind of block registers how."""
    raise TypeError(f"Word cannot write a {type(block).__name__}.")


def render_all(blocks: Iterable[Block], place: Place) -> list[Element]:
    """Return the paragraphs and tables of blocks that follow each other."""
    written: list[Element] = []
    above: Block | None = None
    blocks = tuple(blocks)
    for block, below in zip_longest(blocks, blocks[1:]):
        here = replace(place, notes=below if isinstance(below, Footnotes) else None)
        elements = [] if isinstance(block, PageBreak) else render(block, here)
        place.book.mark(elements, getattr(block, "source", None))
        if elements:
            _join(written, above, block, elements)
        if elements or isinstance(block, PageBreak):
            above = block
        written += elements
    return written


@render.register(Landscape)
def _write_landscape(block: Landscape, place: Place) -> list[Element]:
    """A turned sheet inside a list or a cell cannot be turned: its blocks stand upright there."""
    return render_all(block.blocks, place)


def ends_with_paragraph(elements: list[Element]) -> list[Element]:
    """Return the elements with a paragraph at the end: Word wants one after a table, be it invisible."""
    if elements and _is_paragraph(elements[-1]):
        return elements
    return [*elements, paragraph("SheetEnd", ())]


def keep_with_next(elements: Iterable[Element]) -> None:
    """Forbid a page break between the elements and what follows them."""
    for element in elements:
        for item in element.iter(qn("w:p")):
            _keep(item.get_or_add_pPr())


def _keep(look: Element) -> None:
    """Add the mark in its place, after the style."""
    if look.find(qn("w:keepNext")) is None:
        look.insert(len(look.findall(qn("w:pStyle"))), el("w:keepNext"))


def _join(written: list[Element], above: Block | None, block: Block, elements: list[Element]) -> None:
    if isinstance(above, PageBreak):
        _begin_page(elements)
    elif written:
        set_apart(written, elements[0])
    if isinstance(block, Signature | Footnotes | PreparedBy | PageCode) and written:
        keep_with_next(_last_lines(written[-1]))


def _begin_page(elements: list[Element]) -> None:
    if not _is_paragraph(elements[0]):
        elements.insert(0, paragraph("SheetEnd", ()))
    elements[0].get_or_add_pPr().pageBreakBefore_val = True
    begin_at_the_top(elements[0])


def set_apart(written: list[Element], below: Element) -> None:
    """Give a table its spaces, which its neighbours must carry; of two spaces that meet Word takes the larger."""
    above = written[-1]
    if _is_paragraph(above):
        if not _is_paragraph(below) and _measure(above).after < TABLE_BEFORE:
            _set_space(above, "w:after", TABLE_BEFORE)
    elif not _is_paragraph(below):
        written.append(paragraph("Gap", ()))
    elif _measure(below).before < TABLE_AFTER:
        _set_space(below, "w:before", TABLE_AFTER)


def begin_at_the_top(element: Element) -> None:
    """Take away the space above a paragraph with which a page begins."""
    if _is_paragraph(element) and _measure(element).before:
        _set_space(element, "w:before", 0)


def _measure(element: Element) -> Measure:
    return measure_of(element.style or "Normal")


def _set_space(element: Element, edge: str, points: float) -> None:
    element.get_or_add_pPr().get_or_add_spacing().set(qn(edge), str(pt(points)))


def _last_lines(element: Element) -> list[Element]:
    return [element] if _is_paragraph(element) else element.findall(qn("w:tr"))[-1:]


def _is_paragraph(element: Element) -> bool:
    return bool(element.tag == qn("w:p"))
