"""Blocks as HTML: the web page, and what the PDF is made from.

``markup`` shows the blocks, ``markup_tables`` those that are tables.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from oleksandria_intl.release import product

from . import blocks as b
from .document import Document
from .measures import css

if TYPE_CHECKING:
    from .continuing import Breaks
    from .markup import Mark

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "documents" / "paper.css"


def render(document: Document) -> str:
    """Return a standalone page with its stylesheet inside."""
    from .issues import foot_of, printed_blocks

    body = render_blocks(printed_blocks(document), language=document.language)
    said = foot_of(document)
    foot = f'\n<p class="working-copy">{said}</p>' if said else ""
    return page(document, body + foot, stylesheet())


def page(document: Document, body: str, style: str = "") -> str:
    """Return the page around a body that is HTML already."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<meta name="generator" content="{escape(product())}">\n'
        f'<meta name="author" content="{escape(document.author)}">\n'
        f'<meta name="description" content="{escape(document.subject or document.title)}">\n'
        f"<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


@cache
def stylesheet() -> str:
    """Return the house stylesheet of papers, measures first; its fonts are asked of the portal."""
    text = STYLESHEET.read_text(encoding="utf-8")
    return css() + text.replace("../fonts/", f"{settings.STATIC_URL}fonts/")


@cache
def style_hash() -> str:
    """Return the word of a Content-Security-Policy that lets the stylesheet of a standalone page in."""
    digest = hashlib.sha256(stylesheet().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def render_blocks(blocks: b.Blocks, *, language: str = "uk", is_linked: bool = False) -> str:
    """Return the blocks as one article, which ``documents/paper.css`` dresses on any page.

    Linked: beside each heading stands a link to it, for those who want to point at it.
    """
    return _article(blocks, language, is_linked=is_linked)


def render_print(blocks: b.Blocks, *, language: str = "uk", breaks: Breaks | None = None) -> str:
    """Return the article that a PDF is made of, its tables parted at the breaks.

    Where the breaks are not known yet (None), tables take the room that they will take once parted.
    """
    return _article(blocks, language, is_print=True, is_trial=breaks is None, breaks=breaks or {})


def _article(blocks: b.Blocks, language: str, **setting: Any) -> str:
    return f'<article class="paper" lang="{escape(language)}">\n{_content(blocks, **setting)}\n</article>'


def render_part(blocks: b.Blocks, *, depth: int) -> str:
    """Return the blocks as a part of a page whose last heading is of this depth."""
    return _content(blocks, depth=depth)


def render_marked(parts: Iterable[b.Blocks], mark: Mark, *, depth: int) -> list[str]:
    """Return the parts of one paper, what has a source marked; the headings stand under one of this depth."""
    from . import markup_tables  # noqa: F401  registers itself
    from .markup import Setting, show_all

    setting = Setting(depth=depth, mark=mark)
    return ["\n".join(show_all(part, setting)) for part in parts]


def _content(blocks: b.Blocks, **setting: Any) -> str:
    """Return the blocks as they are shown in this setting; a process that shows none does without what it takes."""
    from . import markup_tables  # noqa: F401  registers itself
    from .markup import Setting, show_all

    return "\n".join(show_all(blocks, Setting(**setting)))
