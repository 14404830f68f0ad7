"""Upright and turned sheets: A4, margins 30, 10, 20 and 20 mm, page numbers from the second page on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

from oleksandria_intl.documents import measures
from oleksandria_intl.documents.blocks import Block, Blocks, Landscape, PageBreak

from .styles import letter_size
from .text import field, paragraph, text_run
from .xml import Element, el, mm, pt, val

SHORT_SIDE, LONG_SIDE = mm(measures.SHORT_SIDE), mm(measures.LONG_SIDE)
LEFT, RIGHT = mm(measures.LEFT), mm(measures.RIGHT)
TOP, BOTTOM = mm(measures.TOP), mm(measures.BOTTOM)
HEADER = (TOP - pt(measures.PAGE_NUMBER.pitch)) // 2
"""From the edge of the page to the head, which stands in the middle of the margin."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Blocks on pages that are turned one way."""

    blocks: Blocks
    landscape: bool = False

    @property
    def text_width(self) -> int:
        """Width of the text, in twentieths of a point."""
        return (LONG_SIDE if self.landscape else SHORT_SIDE) - LEFT - RIGHT


def sheets_of(blocks: Iterable[Block]) -> list[Sheet]:
    """Return the blocks parted into sheets; at least one, and none that would print as a blank page."""
    sheets = [Sheet(_trimmed(sheet.blocks), sheet.landscape) for sheet in _parted(blocks)]
    return [sheet for sheet in sheets if sheet.blocks] or [Sheet(())]


def section(sheet: Sheet, *, head: str | None, foot: str | None, is_first: bool) -> Element:
    """Return what Word must know of a sheet; one that names no head or foot of its pages goes on with those before."""
    width, height = (LONG_SIDE, SHORT_SIDE) if sheet.landscape else (SHORT_SIDE, LONG_SIDE)
    return el(
        "w:sectPr",
        el("w:headerReference", type="default", **{"r:id": head}) if head else None,
        *(el("w:footerReference", type=pages, **{"r:id": foot}) for pages in ("first", "default") if foot),
        val("w:type", "nextPage"),
        el("w:pgSz", w=width, h=height, orient="landscape" if sheet.landscape else None),
        el("w:pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=HEADER, footer=HEADER, gutter=0),
        el("w:cols", space=mm(12.5)),
        el("w:titlePg") if is_first else None,
    )


def page_head(mark: str, width: int) -> Element:
    """Return what every page but the first shows at its head: its number, at the right end the document's mark."""
    number = field("PAGE", "2")
    if not mark:
        return el("w:hdr", paragraph("Header", number))
    stops = el("w:tabs", *(el("w:tab", val=at, pos=pos) for at, pos in (("center", width // 2), ("right", width))))
    words = text_run(mark)
    words.insert(0, el("w:rPr", *letter_size(measures.PAGE_MARK.size)))
    content = [text_run("\t"), *number, text_run("\t"), words]
    return el("w:hdr", paragraph("Header", content, look=(stops, val("w:jc", "left"))))


def page_foot(said: str) -> Element:
    """Return the footer of every page of a working copy, which says what it is."""
    return el("w:ftr", paragraph("Footer", [text_run(said)]))


def _parted(blocks: Iterable[Block]) -> Iterator[Sheet]:
    upright: list[Block] = []
    for block in blocks:
        if isinstance(block, Landscape):
            yield Sheet(tuple(upright))
            yield Sheet(block.blocks, landscape=True)
            upright = []
        else:
            upright.append(block)
    yield Sheet(tuple(upright))


def _trimmed(blocks: Blocks) -> Blocks:
    """Return the blocks without page breaks at either end: the sheet is a new page anyway."""
    return _without_leading_breaks(_without_leading_breaks(blocks)[::-1])[::-1]


def _without_leading_breaks(blocks: Blocks) -> Blocks:
    return tuple(dropwhile(lambda block: isinstance(block, PageBreak), blocks))
