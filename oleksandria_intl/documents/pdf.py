"""The only door to WeasyPrint: a document goes in, an archival and accessible PDF comes out."""

from __future__ import annotations

import ctypes.util
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Any

from .blocks import Blocks
from .continuing import Breaks, breaks_of, on_trial
from .document import Document
from .glyphs import CONFIGURATION, drawable
from .html import page, render_print, stylesheet
from .issues import foot_of, printed_blocks
from .line_ends import keep_line_ends
from .measures import FOOT, FOOT_BELOW, PAGE_MARK
from .mending import mend
from .page_ends import close_tables

NOWHERE = "https://paper.invalid/"
LENIENT = "tbody, tr { break-after: auto !important; break-inside: auto !important }"
REFUSAL = "A paper fetches nothing."

# Pango's fonts must not be shared by threads at work, and one rendering keeps a processor busy anyway.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Pdf:
    """The bytes of a paper, and on which page (from 1) each of its anchors stands."""

    content: bytes
    pages: Mapping[str, int]


def write_pdf(document: Document) -> Pdf:
    """Return the document as PDF/A-3a and PDF/UA-1; the same document gives the same bytes."""
    with _one_at_a_time:
        content, pages = _print(document)
    return Pdf(mend(content, document), MappingProxyType(pages))


def _page_mark(mark: str) -> str:
    """Return the style that sets a document's mark at the head of every page but the first."""
    if not mark:
        return ""
    # A string of JSON is one of CSS too: neither holds a line feed.
    text = json.dumps(drawable(mark), ensure_ascii=False)
    return (
        f'@page {{ @top-right {{ content: {text}; font: {PAGE_MARK.size}pt "Liberation Serif", serif }} }}'
        "@page :first { @top-right { content: none } }"
    )


def _foot(document: Document) -> str:
    """Return the style that says in the foot of every page of a working copy what it is; within the margin."""
    if not (said := foot_of(document)):
        return ""
    look = f'font: {FOOT.size}pt "Liberation Serif", serif; padding-bottom: {FOOT_BELOW}mm; vertical-align: bottom'
    return f'@page {{ @bottom-center {{ content: "{said}"; {look} }} }}'


def _print(document: Document) -> tuple[bytes, dict[str, int]]:
    breaks: Breaks = {}
    blocks = printed_blocks(document)
    if document.continues_tables and (tried := on_trial(blocks)):
        breaks = breaks_of(_lay_out(_html(document, tried, None)).pages)
    laid_out = _lay_out(_html(document, blocks, breaks))
    close_tables(laid_out.pages)
    pages: dict[str, int] = {}
    for number, sheet in enumerate(laid_out.pages, 1):
        for anchor in sheet.anchors:
            pages.setdefault(anchor, number)
    return laid_out.write_pdf(pdf_variant="pdf/a-3a", uncompressed_pdf=True), pages


def _html(document: Document, blocks: Blocks, breaks: Breaks | None) -> str:
    body = render_print(blocks, language=document.language, breaks=breaks)
    return page(document, drawable(body), _page_mark(document.mark) + _foot(document))


def _lay_out(html: str) -> Any:
    """Return WeasyPrint's pages.

    It gives up with a failed assertion where rows that may not part are taller than a page. The
    stylesheet forbids breaks only where rows are estimated to fit; should an estimate be wrong,
    the paper is laid out again with breaks anywhere in tables.
    """
    engine = _engine()
    source = engine.html(string=html, url_fetcher=engine.fetcher)
    settings = {"font_config": engine.fonts, "presentational_hints": True}
    try:
        return source.render(stylesheets=[engine.style], counter_style=engine.counters.copy(), **settings)
    except AssertionError:
        styles = [engine.style, engine.lenient]
        return source.render(stylesheets=styles, counter_style=engine.counters.copy(), **settings)


@dataclass(frozen=True, slots=True)
class _Engine:
    """What WeasyPrint needs for every paper, made once in a process."""

    html: Any
    style: Any
    lenient: Any
    counters: Any
    """How the points of lists are numbered: the stylesheet's own, beside those that WeasyPrint knows."""
    fonts: Any
    fetcher: Any


@cache
def _engine() -> _Engine:
    with _bundled_fonts_only(), _libraries_by_their_files():
        from weasyprint import CSS, HTML
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
    keep_line_ends()
    fetcher = _refusing_fetcher()
    # Without a font configuration the faces for browsers are passed over: these fonts are known already.
    counters = CounterStyle()
    style = CSS(string=stylesheet(), base_url=NOWHERE, url_fetcher=fetcher, counter_style=counters)
    return _Engine(HTML, style, CSS(string=LENIENT), counters, fonts, fetcher)


@contextmanager
def _bundled_fonts_only() -> Iterator[None]:
    """Show Fontconfig no fonts but ours while it starts; afterwards the setting is as it was."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(CONFIGURATION)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _libraries_by_their_files() -> Iterator[None]:
    """Keep Python from asking gcc and ldconfig for every name under which WeasyPrint seeks a library.

    It tries the names of the files as well, and those are found at once: a fifth of a second at each start.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _refusing_fetcher() -> Any:
    """Return a fetcher that opens nothing, and keep its refusals out of the log."""
    from weasyprint.logger import LOGGER
    from weasyprint.urls import URLFetcher

    class Refusing(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> None:
            raise ValueError(REFUSAL)

    LOGGER.addFilter(lambda record: REFUSAL not in record.getMessage())
    return Refusing()
