"""Upright and turned sheets: A4, margins 30, 10, 20 and 20 mm, page numbers from the second page on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

from oleksandria_intl.documents.blocks import Block, Blocks, Landscape, PageBreak
from oleksandria_intl.documents.issues import WORKING_COPY

from .text import field, paragraph, text_run
from .xml import Element, el, mm, val

SHORT_SIDE, LONG_SIDE = mm(210), mm(297)
LEFT, RIGHT, TOP, BOTTOM = mm(30), mm(10), mm(20), mm(20)
HEADER = mm(10)


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


def section(sheet: Sheet, *, header: str | None = None, footer: str | None = None) -> Element:
    """Return what Word must know of a sheet; only the first names header and footer, the rest go on with them."""
    width, height = (LONG_SIDE, SHORT_SIDE) if sheet.landscape else (SHORT_SIDE, LONG_SIDE)
    first = header is not None
    return el(
        "w:sectPr",
        el("w:headerReference", type="default", **{"r:id": header}) if first else None,
        *(el("w:footerReference", type=pages, **{"r:id": footer}) for pages in ("first", "default") if footer),
        val("w:type", "nextPage"),
        el("w:pgSz", w=width, h=height, orient="landscape" if sheet.landscape else None),
        el("w:pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=HEADER, footer=HEADER, gutter=0),
        el("w:cols", space=mm(12.5)),
        el("w:titlePg") if first else None,
    )


def page_number_header(mark: str) -> Element:
    """Return the header that every page but the first shows: its number, and the document's mark if it has one."""
    marked = [text_run(f" – {mark}")] if mark else []
    return el("w:hdr", paragraph("Header", [*field("PAGE", "2"), *marked]))


def working_copy_footer() -> Element:
    """Return the footer by which every page of a working copy says what it is."""
    return el("w:ftr", paragraph("Footer", [text_run(WORKING_COPY)]))


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
